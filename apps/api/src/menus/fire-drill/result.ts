import type { FireDrill } from "@parley/db/menus";

/**
 * What a store's last fire drill says about the menu in force: that its POS takes every item (or cannot be asked, so
 * that there is nothing more to do), that some differ, or nothing, because none was held to its end on that menu.
 */
export type DrillResult = "fine" | "differs" | "open";

export function drillResultOf(
  drill: Pick<FireDrill, "menuId" | "state" | "failure" | "differingCount"> | null,
  menuId: string | null,
): DrillResult {
  if (drill?.failure === "not_offered") return "fine";
  if (drill === null || drill.menuId !== menuId) return "open";
  if (drill.differingCount > 0) return "differs";
  return drill.state === "done" ? "fine" : "open";
}
