/** Recorded HTTP requests with their answers, and what they add up to. */

export type { ExchangeStage } from "../schema/exchange.ts";
export { listExchangeBodies } from "./bodies.ts";
export {
  type Exchange,
  type ExchangeBody,
  type ExchangeFilter,
  findExchange,
  insertExchanges,
  listExchanges,
  type NewExchange,
} from "./exchanges.ts";
export { listRefusedSubmits, type RefusedSubmitArgs } from "./refused.ts";
export { type OperationStats, operationStats } from "./statistics.ts";
