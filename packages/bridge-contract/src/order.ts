import { LIST_MAX, TEXT_MAX } from "@parley/limits";
import { z } from "zod";
import {
  cents,
  count,
  currency,
  foreignId,
  freeText,
  instant,
  percent,
  posId,
  quantity,
  reference,
  toldInstant,
} from "./wire-types.ts";

/** An order as Parley hands it to a POS, and what the POS says of it. */

export interface BridgeModifier {
  modifier_id: string;
  modifier_group_id: string | null;
  name: string | null;
  quantity: number;
  free_quantity: number;
  unit_price_cents: number;
  modifiers: BridgeModifier[];
}

export const bridgeModifier: z.ZodType<BridgeModifier> = z.object({
  modifier_id: foreignId,
  modifier_group_id: foreignId.nullable(),
  name: freeText.nullable(),
  quantity: quantity.describe("For one parent; nested quantities multiply"),
  free_quantity: count.describe("How many of `quantity` are free by the group's rule"),
  unit_price_cents: cents.describe("The menu's price of one, also where units are free"),
  get modifiers() {
    return z.array(bridgeModifier);
  },
});

const line = z.object({
  line_id: foreignId,
  item_id: foreignId,
  price_level_id: foreignId.nullable(),
  name: freeText.nullable().describe("For the ticket only; the id decides"),
  quantity,
  unit_price_cents: cents.describe("One item or price level, without modifiers"),
  total_cents: cents.describe("quantity × (unit price + modifiers), before discounts"),
  comment: freeText.nullable(),
  modifiers: z.array(bridgeModifier),
});

const guest = z.object({ name: freeText.nullable(), phone: freeText.nullable(), email: freeText.nullable() });

const delivery = z.object({
  address_line1: freeText.nullable(),
  address_line2: freeText.nullable(),
  city: freeText.nullable(),
  state: freeText.nullable(),
  postal_code: freeText.nullable(),
  country: freeText.nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  instructions: freeText.nullable(),
});

const curbside = z.object({
  vehicle_make: freeText.nullable(),
  vehicle_model: freeText.nullable(),
  vehicle_color: freeText.nullable(),
  license_plate: freeText.nullable(),
  notes: freeText.nullable(),
});

const discount = z.object({
  discount_id: foreignId.nullable(),
  name: freeText.nullable(),
  amount_cents: cents,
  line_ids: z.array(foreignId).describe("Empty: the whole order"),
});

const orderTax = z.object({
  tax_id: foreignId.nullable(),
  name: freeText.nullable(),
  rate_percent: percent.nullable(),
  inclusive: z.boolean(),
  amount_cents: cents,
});

const orderFee = z.object({ fee_id: foreignId.nullable(), name: freeText.nullable(), amount_cents: cents });

const totals = z.object({
  subtotal_cents: cents.describe("Lines before discounts"),
  discount_cents: cents,
  tax_cents: cents.describe("Exclusive taxes; inclusive tax is inside the subtotal"),
  fee_cents: cents,
  tip_cents: cents,
  grand_cents: cents.describe(
    "What the guest paid: subtotal − discount + tax + fee + tip, give or take one cent",
  ),
});

export const bridgeOrder = z.object({
  reference,
  store: posId,
  online_order_id: foreignId.nullable().describe("PAR's number for the order"),
  request_uid: foreignId.describe("PAR's id of the request that brought the order"),
  order_type: z.string().min(1).max(64),
  scheduled_at: instant.nullable().describe("null: as soon as possible"),
  currency,
  guest: guest.nullable(),
  delivery: delivery.nullable(),
  curbside: curbside.nullable(),
  table_number: freeText.nullable(),
  notes: freeText.nullable(),
  lines: z.array(line).min(1),
  discounts: z.array(discount),
  taxes: z.array(orderTax),
  fees: z.array(orderFee),
  totals,
});

const billModifier = z.object({
  modifier_id: foreignId,
  name: freeText.nullable(),
  quantity: count.describe("For all parents"),
  total_cents: cents.describe("For all parents, without what stands below it"),
});

const billLine = z.object({
  line_id: foreignId.nullable().describe("The order's line; null where the POS does not keep it"),
  item_id: foreignId,
  name: freeText.nullable(),
  quantity: count,
  total_cents: cents.describe("The items of the line without their modifiers"),
  modifiers: z.array(billModifier).max(LIST_MAX.choices).describe("Nested ones after their parent"),
});

/** What the order costs in the POS, line by line. Parley shows it and compares it; nothing else depends on it. */
export const bridgeBill = z.object({
  lines: z.array(billLine).max(LIST_MAX.choices),
  totals: z.object({
    subtotal_cents: cents.describe("Lines before discounts"),
    discount_cents: cents,
    tax_cents: cents,
    fee_cents: cents,
    tip_cents: cents,
    grand_cents: cents,
  }),
});

/** The answer to a PUT that placed the order now or earlier, and to a GET that found it. */
export const placedOrder = z.object({
  status: z.literal("placed"),
  reference: reference.describe("The reference of the request, echoed"),
  store: posId,
  pos_order_id: posId.describe("The POS's own id: unique in the account, never reused"),
  total_cents: cents.describe("The grand total in the POS"),
  placed_at: toldInstant,
  ready_at: toldInstant.nullable().describe("When the food is expected to be ready"),
  // What cannot be read of it is as if it were not there: the order is placed all the same.
  bill: bridgeBill
    .optional()
    .catch(undefined)
    .describe("What the order costs in the POS; left out where the POS cannot tell"),
});

/** The answer to a DELETE that voided the order now or earlier. */
export const voidedOrder = z.object({
  status: z.literal("voided"),
  reference: reference.describe("The reference of the request, echoed"),
  store: posId,
  pos_order_id: posId.describe("The order that was voided"),
  total_cents: cents,
  voided_at: toldInstant,
});

/** One thing that is wrong with an order. */
export const bridgeIssue = z.object({
  code: z.string().min(1).max(TEXT_MAX.issueCode),
  message: freeText,
  line_id: foreignId.nullish().describe("The order's line, where one is to blame"),
  expected: freeText.nullish().describe("What the POS would have expected, as text"),
  actual: freeText.nullish().describe("What the order said, as text"),
});

/** The answer to a check: 200 in both cases, since nothing was asked to be done. */
export const checkedOrder = z.discriminatedUnion("status", [
  z.object({ status: z.literal("accepted"), reference, total_cents: cents }),
  z.object({ status: z.literal("refused"), reference, issues: z.array(bridgeIssue).min(1).max(500) }),
]);

export type BridgeBill = z.infer<typeof bridgeBill>;
export type BridgeOrder = z.infer<typeof bridgeOrder>;
export type BridgeLine = BridgeOrder["lines"][number];
export type PlacedOrder = z.infer<typeof placedOrder>;
export type VoidedOrder = z.infer<typeof voidedOrder>;
export type CheckedOrder = z.infer<typeof checkedOrder>;
export type BridgeIssue = z.infer<typeof bridgeIssue>;
