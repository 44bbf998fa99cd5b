import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { languageOf } from "@parley/words";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import type { Auth } from "../../auth/auth.ts";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { isDatabaseAway } from "../../errors.ts";
import { createGraphqlContext, type GraphqlContext, type GraphqlDeps } from "../kernel/context.ts";
import { formatError, refuse } from "../kernel/failure.ts";
import { limits } from "../kernel/limits.ts";
import { rulesOf } from "../kernel/rules.ts";
import { schema } from "../schema.ts";
import { createStreamPlaces, type PlaceRefusal } from "./places.ts";

/** How often a stream asks whether its operator still is one. */
const CHECK_MS = 3_000;
/** A comment keeps proxies from closing a stream on which nothing is said. */
const COMMENT_EVERY_CHECKS = 4;
/** A client that takes nothing for so long is gone. */
const STALLED_MS = 30_000;

export interface LiveOptions {
  ctx: GraphqlDeps;
  auth: Pick<Auth, "readOperator" | "addressOf">;
  /** Reads the operator of a new request, as for any other. */
  readOperator: (req: Request) => Promise<OperatorSession | null>;
}

/**
 * Subscriptions over server-sent events, by the protocol of `graphql-sse` in its mode of distinct connections: one
 * POST is one stream of `next` events, ended by `complete`. The request has passed the checks of every GraphQL
 * request; its document has to keep to the same limits. Who they are is asked every few seconds, so that a session
 * that ended, or an operator who was disabled or lost a brand, sees nothing more.
 */
export function createLiveHandler({ ctx, auth, readOperator }: LiveOptions): RequestHandler {
  const places = createStreamPlaces();

  async function answer(req: Request, res: Response): Promise<void> {
    if (!/\btext\/event-stream\b/.test(req.headers.accept ?? "")) {
      return refuse(res, 406, "NOT_ACCEPTABLE", "Accept text/event-stream: this address answers by events.");
    }
    const document = readDocument(req.body, ctx);
    if ("errors" in document) return failed(res, document.errors);
    const operator = await readOperator(req);
    const left = new AbortController();
    res.on("close", () => left.abort());
    const request = {
      operator,
      address: auth.addressOf(req),
      language: languageOf(req.headers["accept-language"]),
    };
    const context: GraphqlContext = {
      ...createGraphqlContext(ctx, request),
      stream: { signal: left.signal, lastEventId: lastEventId(req) },
    };
    const place = operator === null ? null : places.take(operator.id);
    if (typeof place === "string") return full(res, place);
    try {
      const run = { schema, contextValue: context, ...document };
      const source = await createSourceEventStream(run);
      if (!(Symbol.asyncIterator in source)) return failed(res, source.errors ?? []);
      begin(res);
      const watch = watchOperator(req, res, { context, left });
      try {
        for await (const rootValue of source) {
          if (left.signal.aborted) break;
          const result = await execute({ ...run, rootValue });
          await write(res, eventOf(rootValue, shown(result)), left);
        }
      } finally {
        left.abort();
        await watch;
      }
      res.end("event: complete\ndata:\n\n");
    } finally {
      if (place !== null) place();
    }
  }

  /** Asks again and again who they are; ends the stream where nobody is left to show it to. */
  async function watchOperator(
    req: Request,
    res: Response,
    { context, left }: { context: GraphqlContext; left: AbortController },
  ): Promise<void> {
    for (let checks = 1; !left.signal.aborted; checks += 1) {
      await wait(CHECK_MS, null, { ref: false, signal: left.signal }).catch(() => {});
      if (left.signal.aborted) return;
      try {
        const operator = await auth.readOperator(req, { isIdle: true });
        if (left.signal.aborted) return;
        if (operator === null) {
          res.write(eventOf(null, { errors: [SIGNED_OUT] }));
          left.abort();
          return;
        }
        const { scopeFor, may } = createGraphqlContext(ctx, {
          operator,
          address: context.address,
          language: context.language,
        });
        Object.assign(context, { operator, scopeFor, may });
      } catch (error) {
        // Nothing is read either while the database is away, so nothing is shown that should not be.
        if (!isDatabaseAway(error)) ctx.log.error({ err: error }, "the operator of a stream was not read");
      }
      if (checks % COMMENT_EVERY_CHECKS === 0) res.write(":\n\n");
    }
  }

  function shown({ data, errors }: ExecutionResult): object {
    if (errors === undefined) return { data };
    return { data, errors: errors.map((error) => formatError(ctx, error.toJSON(), error)) };
  }

  function failed(res: Response, errors: readonly GraphQLError[]): void {
    const [first] = errors;
    const { http } = first?.extensions ?? {};
    const status = typeof http === "object" && http !== null && "status" in http ? Number(http.status) : 400;
    res.status(status).json({ errors: errors.slice(0, 10).map((e) => formatError(ctx, e.toJSON(), e)) });
  }

  return (req: Request, res: Response, next: NextFunction) => {
    answer(req, res).catch((error: unknown) => {
      if (!res.headersSent) return next(error);
      // A cut, after which the client goes on from its cursor.
      if (!isDatabaseAway(error)) ctx.log.error({ err: error }, "a stream failed");
      res.destroy();
    });
  };
}

const SIGNED_OUT = { message: "Sign in first.", extensions: { code: "UNAUTHENTICATED" } };

interface Runnable {
  document: DocumentNode;
  variableValues: Record<string, unknown>;
  operationName: string | null;
}

function readDocument(body: unknown, ctx: GraphqlDeps): Runnable | { errors: readonly GraphQLError[] } {
  const {
    query,
    variables = null,
    operationName = null,
  } = typeof body === "object" && body !== null ? fieldsOf(body) : {};
  const isName = operationName === null || typeof operationName === "string";
  const isMap = variables === null || (typeof variables === "object" && !Array.isArray(variables));
  if (typeof query !== "string" || !isName || !isMap)
    return { errors: [badRequest("Send a query, and variables as an object.")] };
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [withCode(error, "GRAPHQL_PARSE_FAILED")] };
    throw error;
  }
  const errors = validate(schema, document, [...specifiedRules, ...rulesOf(ctx.config)]);
  if (errors.length > 0) return { errors: errors.map((e) => withCode(e, "GRAPHQL_VALIDATION_FAILED")) };
  if (getOperationAST(document, operationName)?.operation !== "subscription")
    return { errors: [badRequest("Send queries and mutations to /graphql.")] };
  return { document, variableValues: { ...variables }, operationName };
}

function fieldsOf(body: object): { query?: unknown; variables?: unknown; operationName?: unknown } {
  return body;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}

function lastEventId(req: Request): string | null {
  const given = req.headers["last-event-id"];
  return typeof given === "string" && given !== "" ? given : null;
}

function full(res: Response, why: PlaceRefusal): void {
  if (why === "operator_full") {
    refuse(
      res,
      429,
      "TOO_MANY_STREAMS",
      "You follow too many pages at once. Close one that you do not need.",
    );
  } else {
    res.setHeader("retry-after", "10");
    refuse(res, 503, "TOO_MANY_STREAMS", "Too many pages are followed at once. Try again shortly.");
  }
}

function begin(res: Response): void {
  // Nothing on the way may gather events to compress them, or keep them.
  res.setHeader("cache-control", "no-store, no-transform");
  res.setHeader("x-accel-buffering", "no");
  res.status(200).type("text/event-stream; charset=utf-8");
  res.flushHeaders();
}

/** A source event with a cursor gives its `id`, from which a client goes on by itself. */
function eventOf(source: unknown, result: object): string {
  const hasCursor = typeof source === "object" && source !== null && "cursor" in source;
  const id = hasCursor && typeof source.cursor === "string" ? `id: ${source.cursor}\n` : "";
  return `event: next\n${id}data: ${JSON.stringify(result)}\n\n`;
}

/** Writes, and waits for a client that is slower; one that takes nothing any more is left. */
async function write(res: Response, text: string, left: AbortController): Promise<void> {
  if (res.write(text)) return;
  const signal = AbortSignal.any([left.signal, AbortSignal.timeout(STALLED_MS)]);
  try {
    await once(res, "drain", { signal });
  } catch {
    res.destroy();
    left.abort();
  }
}
