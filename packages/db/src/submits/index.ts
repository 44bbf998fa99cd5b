/** Every submit that PAR sent: orders, and calls that were refused before they became one. */
export {
  listSubmits,
  type Submit,
  type SubmitFilter,
  type SubmitSearch,
  searchSubmits,
} from "./list.ts";
