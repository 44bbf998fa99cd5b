import { isWritable, NUMBER_MAX, TEXT_MAX, WITHOUT_DECIMALS } from "@parley/limits";
import { z } from "zod";

/** The few kinds of value that the bridge's JSON is made of. */

/** An id given by the POS: a menu node, a store, a POS order. Safe in a path, a log and a page. */
export const posId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:#@+=~-]{0,127}$/)
  .describe("1 to 128 of A-Z a-z 0-9 . _ : # @ + = ~ -, beginning with a letter or digit");

/** An id that came from PAR or the guest's order; any text, compared byte by byte. */
export const foreignId = z.string().min(1).max(TEXT_MAX.id);

/** Our name for an order, constant over all tries. */
export const reference = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .describe("A UUID in lower case: Parley's name for the order, the same on every try");

/** Money: whole numbers of the currency's minor unit, never negative. Each currency's own bound is lower or this. */
export const cents = z
  .int()
  .min(0)
  .max(1_999_999_999)
  .describe("Whole cents (the currency's minor unit by ISO 4217: 950 is 9.50 USD, 1200 is 1200 JPY)");

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe("ISO 4217; one of two decimals or none");

/** How many decimals an amount of this currency has: of those that Parley takes, none or two. */
export function currencyExponent(code: string): 0 | 2 {
  return WITHOUT_DECIMALS.has(code) ? 0 : 2;
}

export const percent = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?$/)
  .describe("Exact decimal text in percent, such as 8.75");

/** A time that is only told: one at the calendar's edge must not cost the message that it comes with. */
export const toldInstant = z.iso.datetime({ offset: true }).describe("RFC 3339, with Z or an offset");

/** A time that is kept or compared. */
export const instant = toldInstant
  .refine((text) => isWritable(new Date(text)), "A time is of the years 0001 to 9999 in UTC")
  .describe("RFC 3339, with Z or an offset");

export const count = z.int().min(0).max(9_999);

export const quantity = z.int().min(1).max(NUMBER_MAX.quantity);

/** Text for people: names, notes, messages. Long enough that no order fails for a talkative guest. */
export const freeText = z.string().max(65_536);
