/** Recorded HTTP requests with their answers, and what they add up to. */

export type { ExchangeStage } from "../packing/packed-stages.ts";
export { listExchangeBodies } from "./bodies.ts";
export {
  type CallEnding,
  type CallKind,
  type CallMatch,
  callKindOf,
  fitsCall,
} from "./call-match.ts";
export { type Counterpart, listCounterparts } from "./counterparts.ts";
export {
  type CallOutcome,
  type Exchange,
  type ExchangeBody,
  findExchange,
  insertExchanges,
  listExchanges,
  listExchangesById,
  type NewExchange,
  type RefusedContent,
} from "./exchanges.ts";
export { type RefusedFate, readRefusedFates } from "./fate.ts";
export { findLaterTry, type LaterTry } from "./later-try.ts";
export type { ExchangeFilter } from "./list-query.ts";
export {
  listRefusedContents,
  listRefusedSubmits,
  type RefusedFilter,
  type RefusedSubmit,
} from "./refused.ts";
export { type RefusedSearch, type RefusedSearchArgs, searchRefusedSubmits } from "./refused-search.ts";
export { listToldStatuses } from "./told.ts";
export { type CallTrait, listCallTraits } from "./traits.ts";
export { listUnmappedCalls, type UnmappedCall } from "./unmapped-calls.ts";
export { type AbandonedValidates, listAbandonedValidates, type ValidateFilter } from "./validates.ts";
