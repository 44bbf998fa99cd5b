import type { FireDrillFinding } from "@parley/db/menus";
import type { Words } from "@parley/words";

/** What a fire drill found about an item, as a sentence without its full stop. */
export function drillFindingText(finding: FireDrillFinding, say: Words<"drill">): string {
  const { kind, name, size, ours, theirs } = finding;
  const item = size === null ? name : say("sized", { item: name, size });
  if (kind !== "price") return say(`said.${kind}`, { item });
  return theirs === null
    ? say("said.priceAlone", { item, ours: ours ?? "?" })
    : say("said.price", { item, ours: ours ?? "?", theirs });
}
