import type { HistoryLineOf } from "../history.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { JournalItem, JournalModifier, PlacedLine } from "./journals.ts";
import { nameOf } from "./pos-sets.ts";
import { field } from "./stories.ts";

/** The set that compares an order at the POS with the order that the partner sent. */

type SentOrder = HistoryLineOf<"order">;

/**
 * The order at the POS differs from the partner's in its ids, store, order type, lines, sizes, quantities,
 * prices, modifiers down to the last level, comments, notes or totals, or in the guest where the POS writes
 * one down. Item names are not compared: they come from the menu. A field that the body leaves out is
 * compared with its default, except prices and groups, which the menu fills in. Findings name fields,
 * never values.
 */
export function findCrossed(evidence: Evidence): Finding[] {
  return evidence.posOrders.flatMap((order) => {
    const { line, orderKey } = order;
    const stories = evidence.storiesOf(orderKey);
    const story = stories.find(({ requestUid }) => requestUid === line.request_uid) ?? stories[0];
    if (story === undefined) return [];
    const fields = differences(story.order, line);
    const isTold = stories.some(({ requestUid }) => requestUid === line.request_uid);
    if (!isTold) fields.unshift("request_uid");
    const posStore = evidence.rowOf(story.requestUid)?.posStore ?? null;
    if (posStore !== null && posStore !== line.store) fields.push("store");
    if (fields.length === 0) return [];
    return [{ uid: story.requestUid, evidence: `${nameOf(order)} has another ${fields.join(", ")}` }];
  });
}

/** The names of the fields that differ, as the POS calls them. */
function differences(sent: SentOrder, line: PlacedLine): string[] {
  const details = field(JSON.parse(sent.body), "order_details");
  const differs: string[] = [];
  const expect = (name: string, theirs: unknown, ours: unknown) => {
    if (theirs !== ours) differs.push(name);
  };
  expect("online_order_id", line.online_order_id, sent.onlineOrderId);
  expect("order_type", line.order_type, field(details, "order_type"));
  if (!isSameNote(sent, line.notes, field(details, "notes") ?? null)) differs.push("notes");
  const { totals } = line;
  for (const [name, theirs, ours] of [
    ["subtotal_cents", totals.subtotal_cents, "subtotal"],
    ["discount_cents", totals.discount_cents, "discount_total"],
    ["tax_cents", totals.tax_cents, "tax_total"],
    ["fee_cents", totals.fee_cents, "fee_total"],
    ["tip_cents", totals.tip_cents, "tip_total"],
    ["grand_cents", totals.grand_cents, "grand_total"],
    ["total_cents", line.total_cents, "grand_total"],
  ] as const) {
    expect(name, theirs, cents(field(details, ours) ?? 0));
  }
  compareLists("lines", line.lines, listOf(field(details, "items")), differs, compareItem);
  if (line.guest) compareGuest(line.guest, field(details, "customer"), differs);
  return differs;
}

/** At a POS of class D the note begins with the mark by which people find the ticket. */
function isSameNote({ storeClass }: SentOrder, theirs: string | null, ours: unknown): boolean {
  if (theirs === ours) return true;
  if (storeClass !== "D" || theirs === null) return false;
  const [, rest] = theirs.split(/\n(.*)/s);
  return (rest ?? null) === ours;
}

type Compare<T> = (at: string, theirs: T, ours: unknown, index: number, differs: string[]) => void;

function compareLists<T>(
  name: string,
  theirs: readonly T[],
  ours: readonly unknown[],
  differs: string[],
  compare: Compare<T>,
): void {
  if (theirs.length !== ours.length) differs.push(`number of ${name}`);
  else
    for (const [index, entry] of theirs.entries())
      compare(`${name}[${index}]`, entry, ours[index], index, differs);
}

function compareItem(at: string, theirs: JournalItem, ours: unknown, index: number, differs: string[]): void {
  const pairs = [
    ["line_id", theirs.line_id, String(field(ours, "line_id") ?? index + 1)],
    ["item_id", theirs.item_id, String(field(ours, "item_id"))],
    ["price_level_id", theirs.price_level_id, field(ours, "price_level_id") ?? null],
    ["comment", theirs.comment, field(ours, "comment") ?? null],
  ] as const;
  for (const [name, their, our] of pairs) if (their !== our) differs.push(`${at}.${name}`);
  compareChoice(at, theirs, ours, differs);
}

function compareModifier(
  at: string,
  theirs: JournalModifier,
  ours: unknown,
  _index: number,
  differs: string[],
): void {
  const group = field(ours, "modifier_group_id") ?? theirs.modifier_group_id;
  if (theirs.modifier_id !== String(field(ours, "modifier_id"))) differs.push(`${at}.modifier_id`);
  if (theirs.modifier_group_id !== group) differs.push(`${at}.modifier_group_id`);
  compareChoice(at, theirs, ours, differs);
}

/** What items and modifiers have in common. */
function compareChoice(
  at: string,
  theirs: JournalItem | JournalModifier,
  ours: unknown,
  differs: string[],
): void {
  const price = field(ours, "unit_price") ?? null;
  if (theirs.quantity !== (field(ours, "quantity") ?? 1)) differs.push(`${at}.quantity`);
  if (price !== null && theirs.unit_price_cents !== cents(price)) differs.push(`${at}.unit_price_cents`);
  compareLists(
    `${at}.modifiers`,
    theirs.modifiers,
    listOf(field(ours, "modifiers")),
    differs,
    compareModifier,
  );
}

function compareGuest(theirs: NonNullable<PlacedLine["guest"]>, ours: unknown, differs: string[]): void {
  const name = [field(ours, "first_name"), field(ours, "last_name")].filter((part) => part != null).join(" ");
  if ((theirs.name ?? "") !== name) differs.push("guest.name");
  if (theirs.phone !== (field(ours, "phone") ?? null)) differs.push("guest.phone");
  if (theirs.email !== (field(ours, "email") ?? null)) differs.push("guest.email");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** PAR's decimal in cents; NaN, which equals nothing, where it is not a number. */
function cents(decimal: unknown): number {
  return Math.round(Number(decimal) * 100);
}
