import type { IconName } from "@/components/display/icon.tsx";

/** A place of the admin, in the order of the sidebar. `key` is pressed after `g`. */
export interface Place {
  href: string;
  name: string;
  /** The question that the place answers; shown in the palette. */
  question: string;
  icon: IconName;
  key: string;
}

export const places: readonly Place[] = [
  { href: "/", name: "Overview", question: "Is anything wrong right now?", icon: "overview", key: "h" },
  { href: "/orders", name: "Orders", question: "What happened to this order?", icon: "orders", key: "o" },
  {
    href: "/exchanges",
    name: "Exchanges",
    question: "What did PAR really send?",
    icon: "exchanges",
    key: "x",
  },
  {
    href: "/mappings",
    name: "Mappings",
    question: "Which store is this PAR id?",
    icon: "mappings",
    key: "p",
  },
  { href: "/menus", name: "Menus", question: "What does PAR see for this store?", icon: "menus", key: "m" },
  { href: "/connections", name: "Connections", question: "Can PAR get in?", icon: "connections", key: "c" },
];

/** Whether `path` is at `place` or below it. */
export function isAt(place: Pick<Place, "href">, path: string): boolean {
  if (place.href === "/") return path === "/";
  return path === place.href || path.startsWith(`${place.href}/`);
}
