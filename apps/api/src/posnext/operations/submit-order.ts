import { assertNever } from "../../errors.ts";
import { failpoint } from "../../failpoint.ts";
import type { StatusResult, SubmitResult } from "../../orders/room.ts";
import type { AuthenticatedCall, BodyAct } from "../call.ts";
import type { PosnextContext } from "../context.ts";
import { conflictReply, finalPart, type OrderReply, orderReply, unmappedReply } from "../reply.ts";
import { menuUnavailable, orderCall } from "./order-call.ts";

/** Takes an order exactly once: the ledger decides, the POS places it, the answer is rendered once. */
export function submitOrder(ctx: PosnextContext): BodyAct<"submit_order"> {
  return async (call) => {
    const order = await call.stage("parse", () => orderCall(call, ctx.now()));
    failpoint("cp02");
    const result = await call.stage("submit", () =>
      ctx.orders.submit(order, (end) => call.row(finalPart(end))),
    );
    return replyTo(result, call);
  };
}

function replyTo(result: SubmitResult, call: AuthenticatedCall): OrderReply {
  switch (result.kind) {
    case "final":
    case "pending":
      if (result.replayed) noteRetry(result, call);
      return orderReply(result, call.switches, "submit_order");
    case "conflict":
      return conflictReply(result, call.switches);
    case "unmapped":
      return unmappedReply(result, call.switches);
    case "no_menu":
      throw menuUnavailable();
    default:
      return assertNever(result);
  }
}

/** One of the guesses: whether PAR repeats an order under its first request uid. */
function noteRetry(result: StatusResult, call: AuthenticatedCall): void {
  const identity = result.isAlias ? "new_request_uid" : "same_request_uid";
  call.note({ seen: { retry_identity: identity } });
}
