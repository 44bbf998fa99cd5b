import type { Reading } from "@parley/db/orders";
import { plain } from "../kernel/output.ts";

const KINDS: Readonly<Record<Reading["kind"], string>> = {
  order: "our order id",
  exchange: "a call's id",
  digest: "a digest",
  id: "an id",
  id_end: "the end of an order number",
  reference: "our reference at the POS",
  till_number: "a till's number",
  phone: "a phone number",
  email: "an e-mail address",
  amount: "an amount",
  time: "a time (UTC)",
  name: "a name",
};

/** As what a search was looked up. */
export function lookedUp(readings: readonly Reading[]): string {
  return readings.map(inWords).join(", ");
}

/** A name and a number; the number may be more than one thing. */
export function together(readings: readonly Reading[]): string {
  const names = readings.filter(({ kind }) => kind === "name").map(inWords);
  const numbers = readings.filter(({ kind }) => kind !== "name").map(inWords);
  return `${names.join(" or ")}, and ${numbers.join(" or ")}`;
}

function inWords({ kind, value }: Reading): string {
  return `${KINDS[kind]} (${plain(value)})`;
}
