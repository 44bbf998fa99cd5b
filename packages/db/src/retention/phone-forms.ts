import type { Database } from "../client/client.ts";
import type { Fragment } from "./kinds.ts";

/** A number as it was found; it may be the asked one without its country's code, or a longer one that ends like it. */
export interface PhoneForm {
  digits: string;
  orders: number;
  refusedCalls: number;
}

/** Numbers that end alike are one where so many digits are the same: with and without a country's code. */
const PHONE_DIGITS = 10;
/** More would be a list that nobody reads. */
const FORMS_MAX = 50;

/** The numbers of guests that may be this one, written with and without a country's code. */
export async function listPhoneForms(
  { sql: run }: Pick<Database, "sql">,
  phone: string,
): Promise<PhoneForm[]> {
  const isPhone = phoneIs(run, run`search_phone(guest_phone) collate "C"`, phone);
  return await run<PhoneForm[]>`
    with found as (
      select search_phone(guest_phone) as form, 1 as of_order from orders
      where final_at is not null and guest_phone is not null and ${isPhone}
      union all select search_phone(guest_phone), 1 from orders
      where state in ('received', 'dispatching', 'unknown', 'attention') and guest_phone is not null and ${isPhone}
      union all select search_phone(guest_phone), 0 from refused_submits
      where guest_phone is not null and ${isPhone}
    )
    select reverse(form) as digits, sum(of_order)::int as "orders", sum(1 - of_order)::int as "refusedCalls"
    from found group by form order by length(form), form limit ${FORMS_MAX}`;
}

/** Numbers are kept from their last digit on, so one without its country's code is the beginning of one with it. */
function phoneIs(run: Database["sql"], column: Fragment, phone: string): Fragment {
  const reversed = [...phone].reverse().join("");
  const shorter = [];
  for (let length = PHONE_DIGITS; length < reversed.length; length += 1)
    shorter.push(reversed.slice(0, length));
  return run`((${column} >= ${reversed} and ${column} < ${`${reversed}~`})
    or ${column} in (select json_array_elements_text(${JSON.stringify(shorter)}::text::json)))`;
}
