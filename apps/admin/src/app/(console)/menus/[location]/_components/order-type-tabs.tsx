import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { orderTypeName } from "@/components/order/order-type.ts";
import { words } from "@/words/server.tsx";
import { orderTypesOf } from "../guest-menu.ts";
import type { Menu } from "../menu.graphql.ts";

/** What a guest of each order type sees of a menu, today's or a kept one. */
export async function OrderTypeTabs({ menus, orderType, pathOf }: OrderTypeTabsProps) {
  const [say, ofOrder] = await Promise.all([words("menu"), words("order")]);
  return (
    <TabLinks
      label={say("type.label")}
      tabs={[
        { word: say("type.every"), href: pathOf(null), isHere: orderType === null },
        ...orderTypesOf(menus).map((type) => ({
          word: orderTypeName(type, ofOrder),
          href: pathOf(type),
          isHere: orderType === type,
        })),
      ]}
    />
  );
}

interface OrderTypeTabsProps {
  menus: Menu["menus"];
  /** Null for every type. */
  orderType: string | null;
  pathOf: (orderType: string | null) => string;
}
