import type { UnmappedId } from "@parley/db/mappings";
import { type Suggestion, suggestionsOf } from "../../stores/mappings/suggest.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** What an unmapped id probably means, among what the operator may see of the brands it can belong to. */
export async function suggestionsFor(
  { loaders, words }: GraphqlContext,
  item: UnmappedId,
): Promise<Suggestion[]> {
  const [targets, mappings, organizations] = await Promise.all([
    loaders.targets(item.kind),
    loaders.mappings(item.kind),
    loaders.mappings("organization"),
  ]);
  return suggestionsOf(item, { targets, mappings, organizations }, words("mappings"));
}
