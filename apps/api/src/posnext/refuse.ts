import { AppError } from "../errors.ts";
import type { Caller } from "./caller.ts";
import type { PosnextContext } from "./context.ts";
import type { Message } from "./message.ts";
import { refusalReply, type UnsignedReply } from "./reply.ts";

/** Turns whatever a stage threw into the answer that PAR gets. Never throws. */
export type Refuse = (args: { error: unknown; message: Message; caller: Caller | null }) => UnsignedReply;

/**
 * Everything that a stage throws ends here. Refusals of unauthenticated callers are counted: an address that
 * causes too many is answered 429, and not all of its refusals are recorded.
 */
export function createRefuse(ctx: Pick<PosnextContext, "log" | "unauthenticatedLimit" | "budgets">): Refuse {
  return ({ error, message, caller }) => {
    const refusal = refusalReply(error, message.id, caller);
    if (refusal.code === "internal")
      ctx.log.error({ err: error, exchangeId: message.id }, "a call of PAR failed");
    // A caller who is asked to slow down may go on asking: the first rows show it, more would only fill the disk.
    if (caller !== null) {
      const isKept = refusal.code !== "rate_limited" || ctx.budgets.keepsSlowedDown(caller.connection.id);
      return { ...refusal, recorded: !isKept };
    }
    const limit = ctx.unauthenticatedLimit.refused(message.remoteAddress);
    if (!limit.answer429) return { ...refusal, recorded: !limit.record };
    const tooMany = new AppError("rate_limited", {
      message: "Too many calls that could not be served; slow down",
      reason: refusal.reason ?? refusal.code ?? "refused",
      retryAfterSeconds: limit.retryAfterSeconds,
    });
    return { ...refusalReply(tooMany, message.id, null), recorded: !limit.record };
  };
}
