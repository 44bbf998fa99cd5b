import type { SeenGuesses } from "@parley/par-contract";
import type { PricingNote } from "./types.ts";

/** Which forms of the open questions about PAR an order's prices showed. */
export function guessesSeen(notes: readonly PricingNote[]): SeenGuesses {
  return Object.assign({}, ...notes.map(seenBy));
}

function seenBy(note: PricingNote): SeenGuesses {
  switch (note.kind) {
    case "inclusive_tax_read_as":
      return { inclusive_tax: note.reading };
    case "payment_tips_read_as":
      return { payment_tips: note.reading };
    case "tip_from_payments":
      return { tip_source: "payments" };
    case "paid_at_store":
      return { cash_amount: "part" };
    case "zero_prices_ignored":
      return { unit_price_zero: "left_out" };
    default:
      return {};
  }
}
