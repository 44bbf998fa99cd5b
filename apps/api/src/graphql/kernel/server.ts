import { ApolloServer, type ApolloServerPlugin, type BaseContext, HeaderMap } from "@apollo/server";
import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { expressMiddleware } from "@as-integrations/express5";
import express, { type NextFunction, type Request, type Response, Router } from "express";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Auth } from "../../auth/auth.ts";
import { isForeign } from "../../auth/origin.ts";
import { DATABASE_RETRY_S, isDatabaseAway } from "../../errors.ts";
import { schema } from "../schema.ts";
import { createGraphqlContext, type GraphqlContext, type GraphqlDeps } from "./context.ts";
import { limits } from "./limits.ts";

export interface GraphqlRouterOptions {
  ctx: GraphqlDeps;
  auth: Pick<Auth, "readOperator" | "trustedOrigins" | "addressOf">;
}

/**
 * The operators' API, to be mounted at `/graphql`. The checks before a resolver runs, in order:
 *
 * 1. a request that a browser sends for another site is refused (403), whatever cookie it has;
 * 2. the body is read, 256 KiB at most, JSON only (413, 415 and 400 as JSON);
 * 3. Apollo's own guard against simple cross-site requests, one operation per request (400);
 * 4. the operator is read from cookie or key; without either, only public fields are answered;
 * 5. tokens, depth, breadth and cost of the query are limited (400);
 * 6. each field checks its scope, each query of the database is limited to the operator's brands.
 *
 * Unexpected errors are logged and masked here, so that no answer shows them.
 */
export async function createGraphqlRouter({ ctx, auth }: GraphqlRouterOptions): Promise<Router> {
  const server = new ApolloServer<GraphqlContext>({
    schema,
    introspection: ctx.config.graphqlIntrospection,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: limits.tokens },
    plugins: [ApolloServerPluginLandingPageDisabled(), shortAnswers],
    formatError: (formatted, error) => formatError(ctx, formatted, error),
  });
  await server.start();

  const router = Router();
  router.use((req, res, next) => {
    res.setHeader("cache-control", "no-store");
    if (isForeign(req.headers, auth.trustedOrigins)) {
      return refuse(res, 403, "FORBIDDEN_ORIGIN", "This request came from another site.");
    }
    next();
  });
  router.use(express.json({ limit: limits.bodyBytes, type: "application/json" }));
  router.use(refuseNul);
  router.use(
    expressMiddleware(server, {
      context: async ({ req }) => {
        // The pages' own statements may take longer than anybody should wait for a database that is away.
        await ctx.databaseHealth.mustAnswer().catch(unlessAway);
        return createGraphqlContext(ctx, {
          operator: await auth.readOperator(req).catch(unlessAway),
          address: auth.addressOf(req),
        });
      },
    }),
  );
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    const status = error instanceof Error && "status" in error ? error.status : 500;
    if (status === 413) return refuse(res, 413, "BODY_TOO_LARGE", "The request is larger than 256 KiB.");
    if (status === 415) return refuse(res, 415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json in UTF-8.");
    if (status === 400) return refuse(res, 400, "BAD_REQUEST", "The request is no JSON.");
    next(error);
  });
  return router;
}

/** PostgreSQL's text cannot contain NUL, so no id, name or search of ours has one. */
function refuseNul(req: Request, res: Response, next: NextFunction): void {
  if (/\\u0000/.test(JSON.stringify(req.body ?? null)) || req.url.includes("%00")) {
    refuse(res, 400, "BAD_USER_INPUT", "A text holds a NUL character.");
  } else next();
}

function refuse(res: Response, status: number, code: string, message: string): void {
  res.status(status).json({ errors: [{ message, extensions: { code } }] });
}

/** The database was away: the answer is a 503 with `Retry-After`, whatever other fields could be read. */
const UNAVAILABLE = "UNAVAILABLE";
const AWAY = "The database does not answer; try again shortly.";

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

/** Codes of errors that callers may see unmasked; every other error is unexpected. */
const TELLABLE: ReadonlySet<string> = new Set([
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  "FORBIDDEN",
  "QUERY_TOO_COMPLEX",
  "UNAUTHENTICATED",
  UNAVAILABLE,
]);

function formatError(
  ctx: GraphqlDeps,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const { message, locations, path } = formatted;
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (typeof code === "string" && TELLABLE.has(code)) return { message, ...where, extensions: { code } };
  if (isDatabaseAway(unwrapResolverError(error)))
    return { message: AWAY, ...where, extensions: { code: UNAVAILABLE } };
  ctx.log.error({ err: unwrapResolverError(error), path }, "a GraphQL field failed");
  return {
    message: "Something went wrong on our side.",
    ...where,
    extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR },
  };
}

const ERRORS_MAX = 10;

/**
 * A query with a thousand mistakes gets ten errors; more would only make the answer larger. Subscriptions are
 * refused here because validation lets them pass.
 */
const shortAnswers: ApolloServerPlugin<BaseContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== "subscription") return;
        throw new GraphQLError("There are no subscriptions here.", {
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
