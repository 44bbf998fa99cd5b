import { AppError } from "../../errors.ts";
import type { StatusAct } from "../call.ts";
import type { PosnextContext } from "../context.ts";
import { orderReply } from "../reply.ts";

/** PAR's poll. "Not there" and "not yours" are the same 404, byte for byte except its `request_id`. */
export function getOrder(ctx: PosnextContext): StatusAct {
  return async (call) => {
    const { orderId } = call;
    const { claims, connection } = call.caller;
    const { id: connectionId } = connection;
    ctx.budgets.poll(connectionId, orderId);
    const found = await call.stage("find", () => ctx.orders.findForStatus({ connectionId, orderId, claims }));
    if (found === null) {
      ctx.budgets.unknownId(connectionId);
      throw new AppError("order_not_found", { message: "There is no such order" });
    }
    call.note({ seen: { get_order_id: foundBy(orderId, found) } });
    return orderReply(found, call.switches, "get_order");
  };
}

function foundBy(
  id: string,
  found: { address: { requestUid: string }; onlineOrderId: string | null },
): string {
  if (found.address.requestUid === id) return "request_uid";
  return found.onlineOrderId === id ? "online_order_id" : "pos_order_id";
}
