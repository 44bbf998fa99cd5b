import {
  ApolloServer,
  type ApolloServerPlugin,
  HeaderMap,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from "@apollo/server";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { languageOf } from "@parley/words";
import { type NextFunction, type Request, type Response, Router } from "express";
import { GraphQLError } from "graphql";
import type { Auth } from "../../auth/auth.ts";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { isForeign } from "../../auth/origin.ts";
import { DATABASE_RETRY_S, isDatabaseAway, toAppError } from "../../errors.ts";
import { createBudget } from "../../http/budget.ts";
import { networkOf } from "../../http/client-address.ts";
import { MediaTypeError, readJsonObject } from "../../http/json-body.ts";
import { createUpload } from "../imports/upload.ts";
import { createLiveHandler } from "../live/stream.ts";
import { createPictureHandler } from "../menus/pictures.ts";
import { schema } from "../schema.ts";
import { createGraphqlContext, type GraphqlContext, type GraphqlDeps } from "./context.ts";
import { createDeadline, gaveUp, TOO_LONG, tooMany } from "./deadline.ts";
import { AWAY, formatError, KEY_EXPIRED, keyExpired, refuse, UNAVAILABLE } from "./failure.ts";
import { limits } from "./limits.ts";
import { rulesOf } from "./rules.ts";
import { createTurns } from "./turns.ts";

export interface GraphqlRouterOptions {
  ctx: GraphqlDeps;
  auth: Pick<Auth, "readOperator" | "readExpiry" | "trustedOrigins" | "addressOf">;
  /** How long a query may take; less in tests. */
  queryDeadlineMs?: number;
}

/**
 * The operators' API, to be mounted at `/graphql`. The checks before a resolver runs, in order:
 *
 * 1. a request that a browser sends for another site is refused (403), whatever cookie it has;
 * 2. an address that asked too often without an operator's cookie or key has to wait (429);
 * 3. the body is read by the rules of PAR's door, 256 KiB at most (413, 415 and 400 as JSON);
 * 4. Apollo's own guard against simple cross-site requests, one operation per request (400);
 * 5. the operator is read from cookie or key; without either, only public fields are answered;
 * 6. tokens, aliases, depth, breadth and cost of the query are limited (400);
 * 7. a query waits for its turn: few of one operator run at once (429 where too many wait);
 * 8. each field checks its scope, each query of the database is limited to the operator's brands.
 *
 * A query that takes longer than five seconds is answered 503, and stops. Unexpected errors are logged and masked here, so that no answer shows them.
 */
export async function createGraphqlRouter(options: GraphqlRouterOptions): Promise<Router> {
  const { ctx, auth, queryDeadlineMs = limits.queryDeadlineMs } = options;
  const server = new ApolloServer<GraphqlContext>({
    schema,
    // Refused by a rule of ours, in our words: Apollo's own name the library.
    introspection: true,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: rulesOf(ctx.config),
    plugins: [ApolloServerPluginLandingPageDisabled(), shortAnswers],
    formatError: (formatted, error) => formatError(ctx, formatted, error),
  });
  await server.start();
  const unauthenticated = createBudget({
    ...UNAUTHENTICATED,
    nowMs: () => ctx.now().getTime(),
    ...(ctx.siblings === undefined ? {} : { share: ctx.siblings.of("graphql_nobody") }),
  });

  /** The operator of a request; a request of nobody counts against its address. */
  async function readOperator(req: Request): Promise<OperatorSession | null> {
    // The pages' own statements may take longer than anybody should wait for a database that is away.
    await ctx.databaseHealth.mustAnswer().catch(unlessAway);
    const operator = await auth.readOperator(req).catch(unlessAway);
    if (operator !== null) return operator;
    unauthenticated.spend(networkOf(auth.addressOf(req)));
    const expiredAt = await auth.readExpiry(req).catch(unlessAway);
    if (expiredAt !== null) throw keyExpired(expiredAt, languageOf(req.headers["accept-language"]));
    return null;
  }

  const turns = createTurns({
    ofOne: limits.queriesOfOne,
    ofAll: limits.queriesOfAll,
    waiting: limits.queriesWaiting,
  });

  /** Runs the request, or gives up waiting for it; a mutation goes on, so it gets more time. */
  async function answer(req: Request, res: Response): Promise<void> {
    const address = auth.addressOf(req);
    const late = createDeadline(queryDeadlineMs);
    let leave = () => {};
    const run = server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: requestOf(req),
      context: async () => {
        const operator = await readOperator(req);
        const language = languageOf(req.headers["accept-language"]);
        const context = createGraphqlContext(ctx, { operator, address, language });
        const takeTurn = async () => {
          const turn = await turns.take(operator?.id ?? `nobody ${networkOf(address)}`, late.signal);
          if (turn === null) throw late.signal.aborted ? gaveUp() : tooMany();
          leave = turn;
        };
        const mustGoOn = () => {
          if (late.signal.aborted) throw gaveUp();
        };
        return {
          ...context,
          ...{ takeTurn, mustGoOn },
          allowMutation: () => late.extend(limits.mutationDeadlineMs),
          allowBulk: () => late.extend(limits.bulkDeadlineMs),
        };
      },
    });
    // Not before it has really ended: an abandoned one still takes from its operator's share.
    const left = () => leave();
    run.then(left, left);
    const response = await Promise.race([run, late.passed]).finally(late.clear);
    if (response !== null) return send(res, response);
    run.catch((error: unknown) =>
      ctx.log.error({ err: error }, "a GraphQL request failed after its deadline"),
    );
    res.setHeader("retry-after", "2");
    refuse(res, 503, "DEADLINE_EXCEEDED", TOO_LONG);
  }

  const contextOf = (req: Request, operator: OperatorSession) => ({
    operator,
    address: auth.addressOf(req),
    language: languageOf(req.headers["accept-language"]),
  });
  const upload = createUpload({ ctx, readOperator, contextOf });
  const pictures = createPictureHandler({ ctx, readOperator, contextOf });
  const stream = createLiveHandler({ ctx, auth, readOperator });
  const router = Router();
  router.use((req, res, next) => {
    res.setHeader("cache-control", "no-store");
    if (isForeign(req.headers, auth.trustedOrigins)) {
      return refuse(res, 403, "FORBIDDEN_ORIGIN", "This request came from another site.");
    }
    const isPicture = req.path === "/pictures" && req.method === "GET";
    if (req.method !== "POST" && !isPicture) {
      res.setHeader("allow", "POST");
      return refuse(res, 405, "METHOD_NOT_ALLOWED", "Send operations by POST.");
    }
    const { cookie, authorization } = req.headers;
    const isAnonymous = cookie === undefined && authorization === undefined;
    if (isAnonymous && unauthenticated.isSpent(networkOf(auth.addressOf(req)))) {
      res.setHeader("retry-after", "5");
      return refuse(
        res,
        429,
        "RATE_LIMITED",
        "Too many requests of nobody who is signed in. Try again shortly.",
      );
    }
    next();
  });
  router.post("/mapping-imports", upload);
  router.get("/pictures", pictures);
  router.use(readJsonObject(limits.bodyBytes));
  router.use("/stream", stream);
  router.use((req, res, next) => {
    answer(req, res).catch(next);
  });
  router.use((error: unknown, req: Request, res: Response, next: NextFunction) => {
    if (error instanceof GraphQLError && error.extensions.code === KEY_EXPIRED)
      return refuse(res, 401, KEY_EXPIRED, error.message);
    const { status, code } = failureOf(error);
    if (status === 413) return refuse(res, 413, "BODY_TOO_LARGE", "The request is larger than 256 KiB.");
    // A body of another type is no JSON; one in another encoding is JSON that we do not read.
    const isJson = /^ *application\/json/i.test(req.headers["content-type"] ?? "");
    if (status === 415 && (isJson || !(error instanceof MediaTypeError)))
      return refuse(res, 415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json in UTF-8, not compressed.");
    if (code === "invalid_field") return refuse(res, 400, "BAD_USER_INPUT", "A value cannot be read.");
    if (status === 400 || status === 415) return refuse(res, 400, "BAD_REQUEST", "The request is no JSON.");
    next(error);
  });
  return router;
}

/** Requests without an operator, by address: pages before sign-in ask one or two each. */
const UNAUTHENTICATED = { burst: 300, perSecond: 5 };

function failureOf(error: unknown): { status: unknown; code: string | null } {
  if (error instanceof Error && "status" in error) return { status: error.status, code: null };
  const { status, code } = toAppError(error);
  return { status, code };
}

function requestOf(req: Request): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return { method: "POST", headers, search: "", body: req.body };
}

async function send(res: Response, { headers, status, body }: HTTPGraphQLResponse): Promise<void> {
  // In parts only for `@defer`, which the schema does not have.
  if (body.kind !== "complete") throw new Error("An answer came in parts.");
  for (const [name, value] of headers) res.setHeader(name, value);
  res.status(status ?? 200).send(body.string);
}

/** Apollo wraps what its context throws, so that the cause could not be told from it later. */
function unlessAway(error: unknown): never {
  if (!isDatabaseAway(error)) throw error;
  throw new GraphQLError(AWAY, {
    extensions: {
      code: UNAVAILABLE,
      http: { status: 503, headers: new HeaderMap([["retry-after", String(DATABASE_RETRY_S)]]) },
    },
  });
}

const ERRORS_MAX = 10;

/**
 * A query with a thousand mistakes gets ten errors; more would only make the answer larger. Subscriptions are
 * refused here because validation lets them pass; they have an address of their own.
 */
const shortAnswers: ApolloServerPlugin<GraphqlContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation === "mutation") contextValue.allowMutation();
        if (operation?.operation === "query") await contextValue.takeTurn();
        if (operation?.operation !== "subscription") return;
        throw new GraphQLError("Subscriptions are sent to /graphql/stream.", {
          extensions: { code: ApolloServerErrorCode.BAD_REQUEST, http: { status: 400 } },
        });
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== "single") return;
        const { singleResult } = response.body;
        if (singleResult.errors?.some(({ extensions }) => extensions?.code === UNAVAILABLE)) {
          response.http.status = 503;
          response.http.headers.set("retry-after", String(DATABASE_RETRY_S));
        }
        if ((singleResult.errors?.length ?? 0) <= ERRORS_MAX) return;
        singleResult.errors = singleResult.errors?.slice(0, ERRORS_MAX) ?? [];
      },
    };
  },
};
