import { majorUnits, oneOf, type WireBody } from "@parley/par-contract";
import type { Draft } from "./desk.ts";
import { type Shape, taken } from "./shape.ts";

/** Orders that offend only taste: what is in them is read as what it means, or left out. */

const HOUR_MS = 3_600_000;

function pay({ details, tipCents }: Draft, payment: WireBody): undefined {
  details.payments = [{ amount: details.grand_total, tip_amount: majorUnits(tipCents), ...payment }];
}

/** Amounts with the zeros that a .NET decimal keeps. */
function withZeros(root: WireBody): string {
  return JSON.stringify(root).replace(
    /"(grand_total|subtotal|tax_total|unit_price|amount)":(\d+)(\.\d+)?(?=[,}])/g,
    (_, name: string, whole: string, fraction = ".") => `"${name}":${whole}${fraction.padEnd(20, "0")}`,
  );
}

export const LENIENT: readonly Shape[] = [
  taken("list entries of nothing (C)", {
    write({ details }) {
      details.discounts = [null, {}, { name: "", amount: null, line_ids: [] }, { amount: 0 }];
      details.taxes = [{ amount: "" }, null];
      details.fees = [{ amount: 0 }];
      return undefined;
    },
  }),
  taken("modifiers that were not chosen (C)", {
    write({ items }) {
      for (const item of items) {
        const chosen = Array.isArray(item.modifiers) ? item.modifiers : [];
        item.modifiers = [...chosen, { modifier_id: "not-chosen", quantity: 0, unit_price: 0 }, null];
      }
      return undefined;
    },
  }),
  taken("names in two spellings (C)", {
    write({ details }) {
      details.customer = { first_name: "Ada", firstName: null, FirstName: "Adah" };
      Object.assign(details, { Notes: "Ring", notes: "", DiscountTotal: null, scheduledAt: "" });
      return undefined;
    },
  }),
  taken("numbers for texts (C)", {
    write({ details }) {
      details.customer = { first_name: "Ada", phone: 12135550142 };
      details.table_number = 12;
      return undefined;
    },
  }),
  taken("zeros that end a fraction (C)", { write: ({ root }) => ({ text: withZeros(root) }) }),
  taken("texts that are too long (D)", {
    write({ details, items }) {
      const customer = {
        first_name: "A".repeat(300),
        phone: "5".repeat(40),
        email: `${"e".repeat(250)}@b.example`,
      };
      Object.assign(details, { customer, notes: "n".repeat(11_000), table_number: "T".repeat(60) });
      for (const item of items) item.name = "N".repeat(300);
      return undefined;
    },
  }),
  taken("a payment's labels in any form (D)", {
    write: (draft, { random }) =>
      pay(
        draft,
        oneOf<WireBody>(random, [
          { type: "Visa".repeat(20), tender_id: "t".repeat(200) },
          { type: 3, tender_id: 12.5, reference: 7 },
          { type: {}, tender_id: [], reference: true },
          { tender_id: "", card_last4: "12345" },
        ]) ?? {},
      ),
  }),
  taken("a time that has passed, for now (D)", {
    write({ details }, { now, random }) {
      const hoursAgo = oneOf(random, [1, 24, 24 * 365 * 10]) ?? 1;
      const at = new Date(now().getTime() - hoursAgo * HOUR_MS).toISOString();
      Object.assign(details, {
        is_asap: true,
        scheduled_at: at.replace("Z", oneOf(random, ["Z", "+00:00"]) ?? "Z"),
      });
      return undefined;
    },
  }),
];
