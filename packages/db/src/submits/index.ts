/** Every submit that PAR sent: orders, and calls that were refused before they became one. */

export type { AmountPointer } from "../orders/search-amount.ts";
export {
  listSubmits,
  type Submit,
  type SubmitFilter,
  type SubmitSearch,
  searchSubmits,
} from "./list.ts";
