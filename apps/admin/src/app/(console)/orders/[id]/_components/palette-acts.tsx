import { PageActs } from "@/components/acts/page-acts.tsx";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** What the palette offers while an order is open. */
export async function PaletteActs({ order }: { order: Trace }) {
  const say = await words("shell");
  const { location, onlineOrderId, posOrderId, canBeSettled, canSettleDispute } = order;
  const go = (to: string) => ({ go: to });
  const copy = (text: string) => ({ copy: text });
  return (
    <PageActs
      acts={[
        ...(canBeSettled || canSettleDispute
          ? [{ name: say("palette.settle"), icon: "check" as const, does: go("#settle") }]
          : []),
        { name: say("palette.case"), icon: "edit", does: go("#case") },
        ...(onlineOrderId === null
          ? []
          : [{ name: say("palette.copyNumber"), icon: "copy" as const, does: copy(onlineOrderId) }]),
        ...(posOrderId === null
          ? []
          : [{ name: say("palette.copyPosId"), icon: "copy" as const, does: copy(posOrderId) }]),
        {
          name: say("palette.storeMenu", { store: location.name }),
          icon: "menus",
          does: go(`/menus/${location.id}`),
        },
        {
          name: say("palette.storeOrders", { store: location.name }),
          icon: "orders",
          does: go(`/orders?store=${location.id}`),
        },
      ]}
    />
  );
}
