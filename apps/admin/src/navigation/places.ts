import type { Catalogue } from "@parley/words";
import type { IconName } from "@/components/display/icon.tsx";

/** A place of the admin, in the order of the sidebar. `key` is pressed after `g`. */
export interface Place {
  href: string;
  /** Its name, and the question that it answers, are under this key in the catalogue's `shell.places`. */
  id: PlaceId;
  icon: IconName;
  key: string;
  /** Offered only to those who have this permission. */
  needs?: "AUDIT_READ" | "SIMULATOR_USE" | "OPERATORS_EDIT";
}

/** A place that has words. */
export type PlaceId = Exclude<keyof Catalogue["shell"]["places"], "label">;

export const places: readonly Place[] = [
  { href: "/", id: "overview", icon: "overview", key: "h" },
  { href: "/issues", id: "issues", icon: "attention", key: "i" },
  { href: "/orders", id: "orders", icon: "orders", key: "o" },
  { href: "/exchanges", id: "exchanges", icon: "exchanges", key: "x" },
  { href: "/mappings", id: "mappings", icon: "mappings", key: "p" },
  { href: "/stores", id: "stores", icon: "stores", key: "l" },
  { href: "/menus", id: "menus", icon: "menus", key: "m" },
  { href: "/connections", id: "connections", icon: "connections", key: "c" },
  { href: "/simulator", id: "simulator", icon: "outbound", key: "s", needs: "SIMULATOR_USE" },
  { href: "/audit", id: "audit", icon: "history", key: "a", needs: "AUDIT_READ" },
  { href: "/settings", id: "settings", icon: "settings", key: "t", needs: "OPERATORS_EDIT" },
];

/** Whether `path` is at `place` or below it. */
export function isAt(place: Pick<Place, "href">, path: string): boolean {
  if (place.href === "/") return path === "/";
  return path === place.href || path.startsWith(`${place.href}/`);
}
