import type { ExchangeDetail } from "./exchange.graphql.ts";

/**
 * Whether the page explains what is wrong with a signature: only then it may send somebody there for it. Where no
 * known mistake fits, or the reader's role hides it, there is nothing to send to PAR's engineers but the call.
 */
export function isExplained(
  signature: Pick<NonNullable<ExchangeDetail["signature"]>, "mistake"> | null,
): boolean {
  return signature !== null && signature.mistake !== null;
}
