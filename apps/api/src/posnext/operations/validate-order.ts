import type { BodyAct } from "../call.ts";
import type { PosnextContext } from "../context.ts";
import { judgedReply, unmappedReply } from "../reply.ts";
import { orderCall } from "./order-call.ts";

/** Judges an order against our mappings and the store's menu. Commits nothing; never answers 202. */
export function validateOrder(ctx: PosnextContext): BodyAct<"validate_order"> {
  return async (call) => {
    const order = await call.stage("parse", () => orderCall(call, ctx.now()));
    const result = await call.stage("price", () => ctx.orders.validate(order));
    if (result.kind === "unmapped") return unmappedReply(result, call.switches);
    return judgedReply(result.answer, result.store, call.switches);
  };
}
