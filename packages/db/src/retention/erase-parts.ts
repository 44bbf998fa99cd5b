import type { Database } from "../client/client.ts";
import { type Fragment, heldOf } from "./kinds.ts";

// The parts of the statements that erase a guest. `mine` are orders in which the guest stands, `refused` calls that
// name them, `near` calls of an online order's id, `due` what was to be looked at again.

type Run = Database["sql"];

/** Of whom something is erased: at least one of both. */
export interface ChosenGuest {
  /** Digits of numbers exactly as they were found, none but these. */
  phones: readonly string[];
  /** In lower case. */
  email: string | null;
}

/** Orders of one statement; a guest with more is erased by asking again. */
const ORDERS_MAX = 1_000;

/** The orders and refused submits of a guest, by the indexes of search; orders that are open are in none. */
export function foundOf(run: Run, { phones, email }: ChosenGuest): Fragment {
  const reversed = phones.map((digits) => [...digits].reverse().join(""));
  const isPhone = run`guest_phone is not null and search_phone(guest_phone) collate "C" in (
    select json_array_elements_text(${JSON.stringify(reversed)}::text::json))`;
  const isEmail = run`guest_email is not null and lower(guest_email) collate "C" = ${email}`;
  return run`mine as materialized (
      select id, id as order_id from orders where final_at is not null and ${isPhone}
      union select id, id from orders where final_at is not null and ${isEmail}
      union select id, id from orders where state in ('received', 'dispatching', 'unknown', 'attention')
        and ((${isPhone}) or (${isEmail}))
      limit ${ORDERS_MAX}
    ),
    refused as materialized (
      select exchange_id as id from refused_submits where ${isPhone}
      union select exchange_id from refused_submits where ${isEmail}
    ),
    near as (select null::text as id where false),
    due as (select null::text as subject_id, null::text as kind where false)`;
}

/** What was due and is after a subject. */
export function dueOf(run: Run, { after, limit }: { after: string; limit: number }): Fragment {
  return run`due as materialized (
      select subject_id, kind from erasures where erased_at is null and subject_id > ${after}
      order by subject_id limit ${limit}
    ),
    mine as materialized (
      select o.id, o.id as order_id from orders o join due on due.subject_id = o.id and due.kind = 'order'
    ),
    refused as materialized (select subject_id as id from due where kind = 'call'),
    near as (select subject_id as id from due where kind = 'online_order_call')`;
}

/**
 * The calls about what is erased: those of the order, validates of the same online order, refused ones; apart from
 * those that stay for now. An online order's id is one location's, and where another order has it which is open, or
 * still somebody's, nobody can say whose validate it was.
 */
export function callsOf(run: Run): Fragment {
  return run`about as materialized (
    select m.id, m.order_id, m.kind from (
      select x.id, x.order_id, 'call' as kind from exchanges x join free f on x.order_id = f.id
      union select x.id, null, 'online_order_call' from free f join orders o on o.id = f.id
        join exchanges x on x.online_order_id = o.online_order_id and x.connection_id = o.connection_id
          and x.par_location_id = o.par_location_id
        where x.order_id is null
      union select id, null, 'call' from refused
      union select id, null, 'online_order_call' from near
    ) m where exists (select from exchange_bodies b where b.exchange_id = m.id) or exists (
      select from refused_submits r where r.exchange_id = m.id
        and (r.guest_name is not null or r.guest_phone is not null or r.guest_email is not null)
    )
  ),
  others as (
    select a.id from about a join exchanges x on x.id = a.id
    where a.kind = 'online_order_call' and exists (
      select from orders o cross join lateral (select o.id, o.id as order_id) m
      where o.online_order_id = x.online_order_id and o.connection_id = x.connection_id
        and o.par_location_id = x.par_location_id and not exists (select from free where free.id = o.id)
        and (o.guest_name is not null or o.guest_phone is not null or o.guest_email is not null or ${heldOf(run)})
    )
  ),
  calls as materialized (
    select distinct m.id from about m
    where not (${heldOf(run)}) and (m.kind = 'call' or not exists (select from others where others.id = m.id))
  ),
  held_calls as (
    select distinct on (m.id) m.id, m.kind from about m
    where not exists (select from calls where calls.id = m.id) order by m.id, m.kind
  )`;
}

/** Notes what was erased and what is due; what was due before and keeps nothing any more is `done`. */
export function markedOf(run: Run, now: Date): Fragment {
  return run`done as (
    select subject_id as id, kind from due
    where not exists (select from held_calls where held_calls.id = due.subject_id) and not exists (
      select from mine m where m.id = due.subject_id and not exists (select from free where free.id = m.id)
    )
  ),
  marked as (
    insert into erasures (subject_id, kind, asked_at, erased_at)
    select distinct on (m.id) m.id, m.kind, ${now}::timestamptz, m.at from (
      select mine.id, 'order' as kind,
        case when exists (select from free where free.id = mine.id) then ${now}::timestamptz end as at from mine
      union all select id, 'call', ${now}::timestamptz from calls
      union all select id, kind, null from held_calls
      union all select id, kind, ${now}::timestamptz from done
    ) m order by m.id, m.at
    on conflict (subject_id) do update set erased_at = coalesce(erasures.erased_at, excluded.erased_at)
  )`;
}
