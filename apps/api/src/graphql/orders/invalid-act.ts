import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import { NOTE_MAX } from "../../orders/people/acts.ts";
import { type Refusal, refuse } from "../kernel/error.ts";

/** Refuses an act for what the person gave, in the reader's language. */
export function invalidAct({ field }: { field: "posOrderId" | "note" }, say: Words<"mending">): Refusal {
  const message =
    field === "note"
      ? say("refused.note", { max: String(NOTE_MAX) })
      : say("refused.pos_order_id", { max: String(TEXT_MAX.id) });
  return refuse("INVALID", message, field);
}
