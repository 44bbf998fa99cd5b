import type { Database } from "../client/client.ts";
import { deleteOf, type Fragment, freeOf, heldOf } from "./kinds.ts";

/** By what a guest is known: at least one of both. */
export interface GuestKey {
  /** Digits alone. */
  phone: string | null;
  /** In lower case. */
  email: string | null;
}

/** What of a guest was erased, or would be. */
export interface Erasure {
  /** Orders in which the guest stood. */
  orders: number;
  /** Of these, those that keep the guest for now: open, disputed, or with a case that is not resolved. */
  heldIds: string[];
  /** Bodies of calls about those orders, and of refused calls. */
  bodies: number;
  refusedCalls: number;
  /** Notes on cases about those orders, which nobody can change: people wrote them. */
  notes: number;
  /** Saved views that look for the guest. */
  views: number;
}

/** Guests whose number ends alike are one where so many digits are the same: with and without a country's code. */
const PHONE_DIGITS = 10;
/** Orders of one statement; a guest with more is erased by asking again. */
const ORDERS_MAX = 1_000;

/** Counts what there is of a guest in every brand; changes nothing. */
export async function countGuest({ sql: run }: Pick<Database, "sql">, key: GuestKey): Promise<Erasure> {
  const [row] = await run<Erasure[]>`
    with ${foundOf(run, key)},
    kept as (select m.id from mine m where ${heldOf(run)}),
    free as (select m.id from mine m where not exists (select from kept where kept.id = m.id)),
    ${callsOf(run)}
    select ${countsOf(run, key)},
      (select count(*)::int from exchange_bodies b where b.exchange_id in (select id from calls)) as bodies,
      (select count(*)::int from refused where id in (select id from calls)) as "refusedCalls"`;
  return row ?? NOTHING;
}

/** Erases a guest everywhere in one statement, but from orders that keep them for now. */
export async function eraseGuest({ sql: run }: Pick<Database, "sql">, key: GuestKey): Promise<Erasure> {
  const [row] = await run<Erasure[]>`
    with ${foundOf(run, key)},
    kept as (select m.id from mine m where ${heldOf(run)}),
    free as materialized (${freeOf(run, "guests")}),
    ${callsOf(run)},
    ${deleteOf(run, "guests")},
    bodies as (delete from exchange_bodies b using calls c where b.exchange_id = c.id returning 1),
    contents as (
      update refused_submits r set guest_name = null, guest_phone = null, guest_email = null from refused f
      where r.exchange_id = f.id and f.id in (select id from calls) returning 1
    )
    select ${countsOf(run, key)}, (select count(*)::int from bodies) as bodies,
      (select count(*)::int from contents) as "refusedCalls"`;
  return row ?? NOTHING;
}

/**
 * The same for one order, by its id: of one that kept its guest when they were erased.
 * @returns whether nothing of them is left
 */
export async function eraseGuestOfOrder(
  { sql: run }: Pick<Database, "sql">,
  orderId: string,
): Promise<boolean> {
  const [row] = await run<{ isFree: boolean }[]>`
    with mine as materialized (select id, id as order_id from orders where id = ${orderId}),
    kept as (select m.id from mine m where ${heldOf(run)}),
    free as materialized (${freeOf(run, "guests")}),
    refused as (select null::text as id where false),
    ${callsOf(run)},
    ${deleteOf(run, "guests")},
    bodies as (delete from exchange_bodies b using calls c where b.exchange_id = c.id)
    select not exists (select from mine) or exists (select from free) as "isFree"`;
  return row?.isFree ?? true;
}

const NOTHING: Erasure = { orders: 0, heldIds: [], bodies: 0, refusedCalls: 0, notes: 0, views: 0 };

/** The orders and refused submits of a guest, by the indexes of search. */
function foundOf(run: Database["sql"], { phone, email }: GuestKey): Fragment {
  return run`mine as materialized (
      select id, id as order_id from orders where guest_phone is not null
        and ${phoneIs(run, run`search_phone(guest_phone) collate "C"`, phone)}
      union select id, id from orders where guest_email is not null and lower(guest_email) collate "C" = ${email}
      limit ${ORDERS_MAX}
    ),
    refused as materialized (
      select exchange_id as id from refused_submits where guest_phone is not null
        and ${phoneIs(run, run`search_phone(guest_phone) collate "C"`, phone)}
      union select exchange_id from refused_submits
        where guest_email is not null and lower(guest_email) collate "C" = ${email}
    )`;
}

/** Numbers are kept from their last digit on, so one without its country's code is the beginning of one with it. */
function phoneIs(run: Database["sql"], column: Fragment, phone: string | null): Fragment {
  if (phone === null) return run`false`;
  const reversed = [...phone].reverse().join("");
  const shorter = [];
  for (let length = PHONE_DIGITS; length < reversed.length; length += 1)
    shorter.push(reversed.slice(0, length));
  return run`((${column} >= ${reversed} and ${column} < ${`${reversed}~`})
    or ${column} in (select json_array_elements_text(${JSON.stringify(shorter)}::text::json)))`;
}

/**
 * The calls about what is erased: those of the order, validates of the same online order, refused ones; without those
 * that a case still needs. An online order's id is one location's, and where an order that is kept has it too, nobody
 * can say whose validate it was.
 */
function callsOf(run: Database["sql"]): Fragment {
  return run`calls as materialized (
    select m.id from (
      select x.id, x.order_id from exchanges x join free f on x.order_id = f.id
      union select x.id, x.order_id from free f join orders o on o.id = f.id
        join exchanges x on x.online_order_id = o.online_order_id and x.connection_id = o.connection_id
          and x.par_location_id = o.par_location_id
        where x.order_id is null and not exists (
          select from orders other where other.online_order_id = o.online_order_id
            and other.connection_id = o.connection_id and other.par_location_id = o.par_location_id
            and not exists (select from free where free.id = other.id)
        )
      union select id, null from refused
    ) m where not (${heldOf(run)})
  )`;
}

function countsOf(run: Database["sql"], { phone, email }: GuestKey): Fragment {
  return run`(select count(*)::int from mine) as "orders",
    (select coalesce(json_agg(m.id), '[]') from mine m
      where not exists (select from free where free.id = m.id)) as "heldIds",
    (select count(*)::int from case_events e join cases c on c.id = e.case_id
      where e.note is not null and c.subject_id in (select id from mine union select id from refused)) as notes,
    (select count(*)::int from saved_views v where v.deleted_at is null and (
      (${email}::text is not null and strpos(lower(v.params), ${email ?? ""}) > 0)
      or (${phone}::text is not null and strpos(regexp_replace(v.params, '[^0-9]', '', 'g'), ${phone ?? ""}) > 0)
    )) as views`;
}
