import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { withParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";

/** What can be looked at of a store's menu on its page, in the order of the tabs. The first needs no word in the address. */
export const menuViews = ["guest", "items", "off", "json", "history", "findings"] as const;

export type MenuView = (typeof menuViews)[number];

/** The ways to look at a store's menu: first as a guest, where nothing can be changed, then what people act on. A way with a page of its own is a row here that leads there. */
export async function MenuTabs({ locationId, here, orderType, offCount, findingCount }: MenuTabsProps) {
  const say = await words("menu");
  const view = (name: MenuView) => ({
    href: withParams(`/menus/${locationId}`, { view: name === menuViews[0] ? null : name, type: orderType }),
    isHere: here === name,
  });
  return (
    <TabLinks
      label={say("view.label")}
      tabs={[
        { word: say("view.guest"), ...view("guest") },
        { word: say("view.items"), ...view("items") },
        { word: say("view.off", { count: offCount }), ...view("off") },
        { word: say("view.json"), ...view("json") },
        { word: say("view.history"), ...view("history") },
        ...(findingCount === 0 && here !== "findings"
          ? []
          : [{ word: say("view.findings", { count: findingCount }), ...view("findings") }]),
        {
          word: say("view.drill"),
          href: `/menus/${locationId}/fire-drill`,
          isHere: here === "drill",
        },
        {
          word: say("view.versions"),
          href: `/menus/${locationId}/versions`,
          isHere: here === "versions",
        },
        { word: say("view.changes"), href: `/menus/${locationId}/diff`, isHere: here === "changes" },
      ]}
    />
  );
}

interface MenuTabsProps {
  locationId: string;
  /** Or one of the pages beside: the fire drill, the versions, what changed. */
  here: MenuView | "drill" | "versions" | "changes";
  /** Null for every type. */
  orderType: string | null;
  offCount: number;
  findingCount: number;
}
