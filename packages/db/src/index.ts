export {
  type Attention,
  type AttentionArgs,
  attentionSummary,
  type MenuTrouble,
  type NotPlaced,
  type PosTrouble,
} from "./attention.ts";
export * from "./availability.ts";
export { APP_ROLE, type Database, type DatabaseOptions, type Listener, openDatabase } from "./client.ts";
export * from "./connection-secrets.ts";
export * from "./connections.ts";
export { listExchangeBodies } from "./exchange-bodies.ts";
export {
  type Exchange,
  type ExchangeBody,
  type ExchangeFilter,
  findExchange,
  insertExchanges,
  listExchanges,
  type NewExchange,
} from "./exchanges.ts";
export { type IdPrefix, newId, posReferenceOf } from "./ids.ts";
export * from "./locations.ts";
export * from "./mapping-writes.ts";
export * from "./mappings.ts";
export * from "./menus.ts";
export { migrate } from "./migrate.ts";
export * from "./operator-accounts.ts";
export * from "./operators.ts";
export * from "./orders/dispatch.ts";
export * from "./orders/dispute.ts";
export * from "./orders/find.ts";
export * from "./orders/insert.ts";
export * from "./orders/list.ts";
export * from "./orders/lookup.ts";
export * from "./orders/queue.ts";
export * from "./orders/result.ts";
export { detectSearchTerm, type SearchTerm } from "./orders/search-term.ts";
export * from "./orders/sums.ts";
export * from "./orders/trace.ts";
export * from "./orders/types.ts";
export { type OperationStats, operationStats } from "./overview.ts";
export { CursorError, cursorOf, type Page } from "./page.ts";
export * from "./pos-events.ts";
export { withoutValues } from "./postgres-errors.ts";
export type { ExchangeStage } from "./schema/exchange.ts";
export { authSchema } from "./schema/operator.ts";
export { type OrderState, orderStates } from "./schema/order.ts";
export { type BrandScope, everyBrand } from "./scope.ts";
export * from "./secrets.ts";
export * from "./sign-in-attempts.ts";
export * from "./unmapped.ts";
