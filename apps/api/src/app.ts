import express, { type Express } from "express";
import { type Auth, createAuth } from "./auth/auth.ts";
import { authRouter } from "./auth/router.ts";
import { createBridgeRouter } from "./bridge/router.ts";
import type { Context } from "./context.ts";
import { createGraphqlRouter } from "./graphql/kernel/server.ts";
import { healthRouter, type ProcessCount } from "./health.ts";
import { createEndpoint } from "./posnext/endpoint.ts";
import { isPosnextPath } from "./posnext/router.ts";
import { notFound, problemHandler } from "./problem.ts";

/** The HTTP entrances, in order. PAR's comes first and has its own body reader. */
export async function createApp(
  ctx: Context,
  missing: () => Promise<readonly string[]>,
  processes: () => ProcessCount | null = () => null,
): Promise<Express> {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.enable("strict routing");
  app.set("query parser", "simple");
  app.set("trust proxy", ctx.config.trustProxy ?? false);

  const posnext = createEndpoint({ ...ctx, bodyTimeoutMs: ctx.config.bodyTimeoutMs });
  app.use((req, res, next) => {
    if (!isPosnextPath(pathOf(req.url))) return next();
    return posnext(req, res, req.ip ?? null);
  });
  app.use(healthRouter(missing, processes));

  app.use(createBridgeRouter(ctx));

  const auth: Auth = createAuth({ db: ctx.db, config: ctx.config, now: ctx.now, log: ctx.log });
  app.use("/auth", authRouter(auth));
  app.use("/graphql", await createGraphqlRouter({ ctx: { ...ctx, db: ctx.operatorsDb }, auth }));

  app.use(notFound);
  app.use(problemHandler(ctx.log));
  return app;
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
