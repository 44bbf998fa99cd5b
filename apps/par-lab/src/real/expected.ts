import { ContractError, type ErrorCode, type Exchange, parseErrorBody } from "@parley/par-contract";
import { statusOf } from "./guest-order.ts";

/** What an answer must be. */
export interface Expected {
  readonly http: readonly number[];
  /** The words that `status` may have; empty where the answer is a protocol error, which has none. */
  readonly words: readonly string[];
  /** One of the codes that `errors[]` must have; left out where the contract does not say which. */
  readonly code?: ErrorCode;
}

export const VALIDATED: Expected = { http: [200], words: ["validated"] };
/** Taken: at once, or after a while. */
export const TAKEN: Expected = { http: [200, 202], words: ["placed", "pending"] };
/** Taken, or refused because its POS fails it. */
export const IN_DOUBT: Expected = { http: [200, 202], words: ["placed", "pending", "errored"] };
/** Whatever an order of the ledger may say. */
export const ANY_END: Expected = { http: [200], words: ["placed", "pending", "rejected", "errored"] };

/** A decision against an order, signed. */
export function rejected(code?: ErrorCode): Expected {
  return { http: [200, 202], words: ["rejected", "pending"], ...(code === undefined ? {} : { code }) };
}

/** An id that nobody has mapped. */
export function unmapped(code: ErrorCode): Expected {
  return { http: [422], words: ["rejected"], code };
}

/** Another order under an id that has one: told how that one stands. */
export function conflict(code: ErrorCode): Expected {
  return { http: [409], words: ["placed", "pending", "rejected", "errored"], code };
}

/** What cannot be read or must not be let in; unsigned. */
export function refused(http: number, code?: ErrorCode): Expected {
  return { http: [http], words: [], ...(code === undefined ? {} : { code }) };
}

/** The codes in an answer's `errors[]`. */
function codesOf(json: unknown): readonly unknown[] {
  const errors = typeof json === "object" && json !== null && "errors" in json ? json.errors : [];
  return Array.isArray(errors) ? errors.map((error: unknown) => readCode(error)) : [];
}

function readCode(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : null;
}

/** Whether an answer is the one that was expected. Its digest and form are `faultsOf`'s. */
export function isAs({ http, words, code }: Expected, exchange: Exchange): boolean {
  const { status, json } = exchange.response;
  const word = statusOf(exchange);
  const isWord = words.length === 0 ? word === null : word !== null && words.includes(word);
  const isRefusal = word !== "pending" && word !== "placed";
  const hasCode = code === undefined || !isRefusal || codesOf(json).includes(code);
  return http.includes(status) && isWord && hasCode;
}

/**
 * What our own client finds wrong with an answer: shape, digest, echo, content type, and a protocol error whose
 * body is not the contract's. That an answer is a protocol error is no fault of its form.
 */
export function faultsOf({ verdict, response }: Exchange): string[] {
  const isRefusal = isErrorBody(response.json);
  return verdict.checks
    .filter(({ name, ok }) => !ok && !(name === "status" && isRefusal))
    .map(({ name, detail }) => `${name}: ${detail}`);
}

function isErrorBody(json: unknown): boolean {
  try {
    parseErrorBody(json);
    return true;
  } catch (error) {
    if (error instanceof ContractError) return false;
    throw error;
  }
}
