import { and, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { keyset, type Page } from "../sql/page.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import type { Reading } from "./search-term.ts";

export type Orm = Pick<Database["orm"], "select">;

/** What candidates of a search are looked for by. */
export interface CandidateArgs {
  readings: readonly Reading[];
  /** As `prepareSearch` folds them; only where a reading is a name. */
  words: readonly string[];
  scope: BrandScope;
  /** Whose guests may be searched for. */
  guestScope: BrandScope;
  /** What else is asked of the orders: no list must be used up by others. */
  condition: SQL | undefined;
  page: Page;
}

/** The condition that an order is one of those that are asked for, on this side of the page. */
export function fitting(args: CandidateArgs, scope: BrandScope): SQL | undefined {
  const { where } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  return and(args.condition, inScope(scope, orders.brandId), where);
}
