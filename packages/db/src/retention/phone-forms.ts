import type { Database } from "../client/client.ts";

/** A number as it was found; it may be the asked one written in another way, or another guest's that ends like it. */
export interface PhoneForm {
  digits: string;
  orders: number;
  refusedCalls: number;
}

/** Fewer digits, without zeros before them, are the end of many numbers. */
export const PHONE_MIN = 7;
/** From so many on the same end makes two numbers alike, whatever stands before it. */
const PHONE_WHOLE = 10;
/** A country's code has at most three, and the 0 that is dialled within a country may follow it. */
const BEFORE_MAX = 4;
/** More would be a list that nobody reads. */
const FORMS_MAX = 50;
/** Numbers that end alike and are looked at. */
const CANDIDATES_MAX = 1_000;

/**
 * The numbers of guests that may be this one, written with and without a country's code, with 00 or 0 before it.
 * @param phone digits alone
 */
export async function listPhoneForms(
  { sql: run }: Pick<Database, "sql">,
  phone: string,
): Promise<PhoneForm[]> {
  // Numbers are kept from their last digit on, so those that end alike begin alike.
  const digits = significant(phone);
  const end = [...digits].reverse().slice(0, endOf(digits.length)).join("");
  const column = run`search_phone(guest_phone) collate "C"`;
  const isAlike = run`guest_phone is not null and ${column} >= ${end} and ${column} < ${`${end}~`}`;
  const found = await run<PhoneForm[]>`
    with found as (
      select search_phone(guest_phone) as form, 1 as of_order from orders where final_at is not null and ${isAlike}
      union all select search_phone(guest_phone), 1 from orders
      where state in ('received', 'dispatching', 'unknown', 'attention') and ${isAlike}
      union all select search_phone(guest_phone), 0 from refused_submits where ${isAlike}
    )
    select reverse(form) as digits, sum(of_order)::int as "orders", sum(1 - of_order)::int as "refusedCalls"
    from found group by form order by form = ${[...phone].reverse().join("")} desc, length(form), form
    limit ${CANDIDATES_MAX}`;
  return found
    .filter(({ digits: form }) => mayBeOne(phone, form))
    .slice(0, FORMS_MAX)
    .sort((a, b) => a.digits.length - b.digits.length || (a.digits < b.digits ? -1 : 1));
}

/** Of how many digits the end is that every form of a number has: without all that may stand before it. */
function endOf(length: number): number {
  return Math.max(PHONE_MIN, Math.min(PHONE_WHOLE, length - BEFORE_MAX));
}

/**
 * Whether two numbers may be one: they end alike, and what is left before is nothing on one side and a country's code
 * on the other, or one code on both. Zeros before either say nothing, nor does one after a code.
 */
export function mayBeOne(one: string, other: string): boolean {
  const [a, b] = [significant(one), significant(other)];
  const same = sameEnd(a, b);
  if (same < PHONE_MIN) return false;
  const [shorter, longer] = [a, b]
    .map((digits) => digits.slice(0, -same))
    .sort((x, y) => x.length - y.length);
  if (shorter === "") return same >= PHONE_WHOLE || /^(?:\d{1,3}0?)?$/.test(longer ?? "");
  return longer === `${shorter}0` && longer.length <= BEFORE_MAX;
}

/** How many digits two numbers have in common, from the last one on. */
export function sameEnd(one: string, other: string): number {
  let same = 0;
  while (same < Math.min(one.length, other.length) && one.at(-1 - same) === other.at(-1 - same)) same += 1;
  return same;
}

function significant(digits: string): string {
  return digits.replace(/^0+/, "");
}
