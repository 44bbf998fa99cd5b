import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { type Language, wordsIn } from "@parley/words";
import type { Response } from "express";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { isDatabaseAway } from "../../errors.ts";
import type { GraphqlDeps } from "./context.ts";

/** Answers what is not answered by GraphQL, in its shape. */
export function refuse(res: Response, status: number, code: string, message: string): void {
  res.status(status).json({ errors: [{ message, extensions: { code } }] });
}

/** The database was away: the answer is a 503 with `Retry-After`, whatever other fields could be read. */
export const UNAVAILABLE = "UNAVAILABLE";
export const AWAY = "The database does not answer; try again shortly.";

/** An API key that opened something once: its owner has to learn why it no longer does. */
export const KEY_EXPIRED = "API_KEY_EXPIRED";

/** Refuses a request whose API key is over, and says since when. */
export function keyExpired(at: Date, language: Language): GraphQLError {
  const time = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const message = wordsIn(language)("operators")("keyExpired", { time });
  return new GraphQLError(message, { extensions: { code: KEY_EXPIRED, http: { status: 401 } } });
}

/** Codes of errors that callers may see unmasked; every other error is unexpected. */
const TELLABLE: ReadonlySet<string> = new Set([
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
  "DEADLINE_EXCEEDED",
  "FORBIDDEN",
  KEY_EXPIRED,
  "QUERY_TOO_COMPLEX",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  UNAVAILABLE,
]);

/** What callers see of an error; what they may not see is logged and masked. */
export function formatError(
  ctx: Pick<GraphqlDeps, "log">,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const { message, locations, path } = formatted;
  const thrown = unwrapResolverError(error);
  // What overflows our stack is too deep a request, whatever the library makes of it.
  const isOverflow = thrown instanceof RangeError || /call stack/i.test(message);
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (typeof code === "string" && TELLABLE.has(code) && !isOverflow) {
    // The library suggests names of the schema to whoever misspells one.
    return { message: message.replace(/ Did you mean .*$/s, ""), ...where, extensions: { code } };
  }
  if (isDatabaseAway(thrown)) return { message: AWAY, ...where, extensions: { code: UNAVAILABLE } };
  ctx.log.error({ err: thrown, path }, "a GraphQL field failed");
  return {
    message: "Something went wrong on our side.",
    ...where,
    extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR },
  };
}
