import { IdList } from "@/components/order/id-list.tsx";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** The names of this order. */
export async function OrderIds({ order }: { order: Trace }) {
  const say = await words("order");
  return (
    <IdList
      from={`${order.connection.name} · ${order.brand.name}`}
      ids={[
        [say("ids.onlineOrderId"), order.onlineOrderId],
        [say("ids.requestUid"), order.requestUid],
        ...order.aliases.map((alias) => [say("ids.alias"), alias] as const),
        [say("ids.posOrderId"), order.posOrderId],
        [say("ids.ours"), order.id],
        [say("ids.organization"), order.parOrganizationId],
        [say("ids.location"), order.parLocationId],
      ]}
    />
  );
}
