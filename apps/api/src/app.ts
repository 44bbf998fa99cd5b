import type { IncomingMessage, RequestListener } from "node:http";
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

/**
 * The HTTP entrances, in order. PAR's comes first and has its own router and body reader: what Express does before its
 * first entrance takes as long as verifying a token. A call of PAR's that is not even answered ends as any other.
 */
export async function createApp(
  ctx: Context,
  missing: () => Promise<readonly string[]>,
  processes: () => ProcessCount | null = () => null,
): Promise<RequestListener> {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.enable("strict routing");
  app.set("query parser", "simple");
  app.set("trust proxy", ctx.config.trustProxy ?? false);

  const posnext = createEndpoint({ ...ctx, bodyTimeoutMs: ctx.config.bodyTimeoutMs });
  const failed = new WeakMap<IncomingMessage, unknown>();
  app.use((req, _res, next) => next(failed.get(req)));
  app.use(healthRouter(missing, processes));

  app.use(createBridgeRouter(ctx));

  const auth: Auth = createAuth({ db: ctx.db, config: ctx.config, now: ctx.now, log: ctx.log });
  app.use("/auth", authRouter(auth));
  app.use("/graphql", await createGraphqlRouter({ ctx: { ...ctx, db: ctx.operatorsDb }, auth }));

  app.use(notFound);
  app.use(problemHandler(ctx.log));
  return (req, res) => {
    if (!isPosnextPath(pathOf(req.url ?? "/"))) return app(req, res);
    posnext(req, res, addressOf(app, req)).catch((error) => {
      failed.set(req, error);
      app(req, res);
    });
  };
}

/** Whom a call comes from, as Express says: by its socket or, behind trusted proxies, by what they add. */
function addressOf(app: Express, req: IncomingMessage): string | null {
  const { headers, socket } = req;
  const address: unknown = Reflect.get(app.request, "ip", { app, headers, socket, connection: socket });
  return typeof address === "string" ? address : null;
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
