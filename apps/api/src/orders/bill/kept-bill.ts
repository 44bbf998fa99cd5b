import type { AttemptResult, OrderEvent } from "@parley/db/orders";
import { cutText } from "@parley/limits";
import { z } from "zod";
import type { PosBill } from "../../pos/adapter.ts";
import { redactText } from "../../redact.ts";

/**
 * A POS's bill as it is kept with the evidence: bounded and masked, since it is kept as long as its order. Of one that
 * is too long only the sums are kept.
 */
export function keptBill(bill: PosBill): PosBill {
  const lines = bill.lines.slice(0, LINES_MAX + 1).map((line) => ({
    ...line,
    lineId: kept(line.lineId, ID_MAX),
    itemId: kept(line.itemId, ID_MAX),
    name: kept(line.name, NAME_MAX),
    modifiers: line.modifiers.map((modifier) => ({
      ...modifier,
      modifierId: kept(modifier.modifierId, ID_MAX),
      name: kept(modifier.name, NAME_MAX),
    })),
  }));
  const parts = lines.reduce((count, { modifiers }) => count + 1 + modifiers.length, 0);
  return { lines: parts > LINES_MAX ? [] : lines, totals: bill.totals };
}

/** Lines and modifiers, together; with their names a row grows by some 20 KiB at most. */
const LINES_MAX = 100;
const NAME_MAX = 100;
const ID_MAX = 300;

function kept(text: string | null, max: number): string | null {
  return text === null ? null : cutText(redactText(text), max);
}

const cents = z.int();
const text = z.string().nullable();
const stored = z.object({
  bill: z.object({
    lines: z.array(
      z.object({
        lineId: text,
        itemId: text,
        name: text,
        quantity: z.int(),
        totalCents: cents,
        modifiers: z.array(z.object({ modifierId: text, name: text, quantity: z.int(), totalCents: cents })),
      }),
    ),
    totals: z.object({
      subtotalCents: cents,
      discountCents: cents,
      taxCents: cents,
      feeCents: cents,
      tipCents: cents,
      grandCents: cents,
    }),
  }),
}) satisfies z.ZodType<{ bill: PosBill }>;

/** The bill that the POS gave last for an order, with a try or a look-up; null where it gave none. */
export function findPosBill(rows: {
  results: readonly Pick<AttemptResult, "evidence">[];
  events: readonly Pick<OrderEvent, "detail">[];
}): PosBill | null {
  const kept = [...rows.results.map(({ evidence }) => evidence), ...rows.events.map(({ detail }) => detail)];
  for (const each of kept.reverse()) {
    const read = stored.safeParse(each);
    if (read.success) return read.data.bill;
  }
  return null;
}
