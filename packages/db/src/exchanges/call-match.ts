import { and, between, eq, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { exchanges } from "../schema/exchange.ts";

type Exchange = typeof exchanges.$inferSelect;

/** What the row of a call says about how it ended. */
export type CallEnding = Pick<
  Exchange,
  "direction" | "operation" | "status" | "code" | "reason" | "connectionId"
>;

/** Whose call it is: PAR's to us, ours to a POS, or a POS's to us. */
export type CallKind = "par" | "to_pos" | "pos_event";

/** A set of calls, in words that a row and a statement understand alike; all that is given must hold. */
export interface CallMatch {
  kind: CallKind;
  /** Any of these; null is a call without a code. */
  codes?: readonly (string | null)[];
  reasons?: readonly (string | null)[];
  /** None of these. */
  notReasons?: readonly (string | null)[];
  notCodes?: readonly (string | null)[];
  /** Whether a token of ours, or one that our secret signed, came with it. */
  isKnown?: boolean;
  /** HTTP statuses, both ends included; null: no answer came. */
  status?: readonly [number, number] | null;
}

/** The operation under which a POS's messages to us are recorded. */
const POS_EVENT = "pos_event";

/** Whose call it is. */
export function callKindOf({ direction, operation }: Pick<Exchange, "direction" | "operation">): CallKind {
  if (direction === "out") return "to_pos";
  return operation === POS_EVENT ? "pos_event" : "par";
}

/** Whether a call is in the set. */
export function fitsCall(call: CallEnding, match: CallMatch): boolean {
  const { status, code, reason, connectionId } = call;
  return (
    callKindOf(call) === match.kind &&
    (match.codes === undefined || match.codes.includes(code)) &&
    (match.notCodes === undefined || !match.notCodes.includes(code)) &&
    (match.reasons === undefined || match.reasons.includes(reason)) &&
    (match.notReasons === undefined || !match.notReasons.includes(reason)) &&
    (match.isKnown === undefined || match.isKnown === (connectionId !== null)) &&
    (match.status === undefined || fitsStatus(status, match.status))
  );
}

function fitsStatus(status: number | null, wanted: readonly [number, number] | null): boolean {
  if (wanted === null || status === null) return wanted === status;
  return status >= wanted[0] && status <= wanted[1];
}

/** The columns by which a call is in a set: of the table, or of a subquery that has them. */
export type CallColumns = Readonly<Record<keyof CallEnding, PgColumn>>;

/**
 * The condition that a call is in any of the sets; none of them is no call.
 * @param calls where the call's row is; by default the table
 */
export function callMatches(matches: readonly CallMatch[], calls: CallColumns = exchanges): SQL {
  return or(...matches.map((match) => conditionOf(match, calls))) ?? sql`false`;
}

/** The condition that a call is of a kind. */
export function callKindIs(kind: CallKind, calls: CallColumns = exchanges): SQL | undefined {
  if (kind === "to_pos") return eq(calls.direction, "out");
  const isEvent = kind === "pos_event" ? sql`= ${POS_EVENT}` : sql`is distinct from ${POS_EVENT}`;
  return and(eq(calls.direction, "in"), sql`${calls.operation} ${isEvent}`);
}

function conditionOf(match: CallMatch, calls: CallColumns): SQL | undefined {
  const { status } = match;
  return and(
    callKindIs(match.kind, calls),
    match.codes && oneOf(calls.code, match.codes),
    match.notCodes && noneOf(calls.code, match.notCodes),
    match.reasons && oneOf(calls.reason, match.reasons),
    match.notReasons && noneOf(calls.reason, match.notReasons),
    match.isKnown === undefined ? undefined : (match.isKnown ? isNotNull : isNull)(calls.connectionId),
    status === undefined
      ? undefined
      : status === null
        ? isNull(calls.status)
        : between(calls.status, status[0], status[1]),
  );
}

function oneOf(column: PgColumn, words: readonly (string | null)[]): SQL | undefined {
  const texts = words.filter((word) => word !== null);
  return or(
    words.includes(null) ? isNull(column) : undefined,
    texts.length === 0 ? undefined : inArray(column, texts),
  );
}

function noneOf(column: PgColumn, words: readonly (string | null)[]): SQL | undefined {
  const texts = words.filter((word) => word !== null);
  const isOther = texts.length === 0 ? undefined : notInArray(column, texts);
  return words.includes(null) ? and(isNotNull(column), isOther) : or(isNull(column), isOther);
}
