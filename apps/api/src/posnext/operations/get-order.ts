import { idProblem, SchemaError } from "@parley/par-contract";
import { AppError } from "../../errors.ts";
import type { StatusAct } from "../call.ts";
import type { PosnextContext } from "../context.ts";
import { orderReply } from "../reply.ts";

/** PAR's poll. "Not there" and "not yours" are the same 404, byte for byte but for its own id. */
export function getOrder(ctx: PosnextContext): StatusAct {
  return async (call) => {
    const orderId = decodeId(call.orderId);
    const found = await call.stage("find", () =>
      ctx.orders.findForStatus({ connectionId: call.caller.connection.id, orderId }),
    );
    if (found === null) throw new AppError("order_not_found", { message: "There is no such order" });
    call.learned.seen = { ...call.learned.seen, get_order_id: foundBy(orderId, found) };
    return orderReply(found, call.switches, "get_order");
  };
}

function decodeId(segment: string): string {
  const field = "orderId";
  const refuse = (message: string) =>
    new SchemaError([{ code: "invalid_field", message: `${field} ${message}`, field }]);
  let id: string;
  try {
    id = decodeURIComponent(segment);
  } catch {
    throw refuse("is not percent-encoded UTF-8");
  }
  // An id with a slash, or longer than any id, names nothing: that is a 404 like any other unknown id.
  if (id.includes("/") || id.includes("\\") || id === "." || id === ".." || id.length > 128) return "";
  const problem = idProblem(id);
  if (problem !== null) throw refuse(problem);
  return id;
}

function foundBy(
  id: string,
  found: { address: { requestUid: string }; onlineOrderId: string | null },
): string {
  if (found.address.requestUid === id) return "request_uid";
  return found.onlineOrderId === id ? "online_order_id" : "pos_order_id";
}
