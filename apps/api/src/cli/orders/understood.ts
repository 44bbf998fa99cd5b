import { type AmountPointer, amountPointerIn, type Reading } from "@parley/db/orders";
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

/** The options that find what a search term says about an amount (`about 29`, `29-30`); none where it names an exact one. */
export function amountsMeant(search: string | undefined): { amounts: AmountPointer; hint: string } | null {
  const amounts = search === undefined ? null : amountPointerIn(search);
  if (amounts === null) return null;
  const { minHundredths, maxHundredths, name } = amounts;
  const said = name === null ? "" : ` --search ${JSON.stringify(plain(name))}`;
  const range = `--min ${decimal(minHundredths)} --max ${decimal(maxHundredths)}`;
  return { amounts, hint: `By amount: parley orders list ${range}${said}` };
}

function decimal(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}

function inWords({ kind, value }: Reading): string {
  return `${KINDS[kind]} (${plain(value)})`;
}
