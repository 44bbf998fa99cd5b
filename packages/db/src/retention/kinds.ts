import type postgres from "postgres";
import type { RetentionKind } from "../schema/retention.ts";
import { NO_BRAND } from "./policies.ts";

// The parts of a sweep's statement. Rows are walked by an index in order of time, so a batch costs what it looks at.

type Run = postgres.Sql;
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** How many rows are walked past for one of those that belong to no brand, which have no index of their own. */
const WALK = 10;

/**
 * The next rows after `mark` that are past their limit: id, time, the order that they are of, and whether they are this
 * brand's. As many as `limit`, or fewer where none are left.
 */
export function scanOf(
  run: Run,
  { id, kind, before, limit }: { id: string; kind: RetentionKind; before: Date; limit: number },
): Fragment {
  // Looked up once, so that the walk is one range of an index.
  const mark = run`(select mark_at from mark), (select mark_id from mark)`;
  if (kind === "guests")
    return run`select id, received_at as at, id as order_id, true as is_mine from orders
      where brand_id = ${id} and (received_at, id) > (${mark}) and received_at < ${before}::timestamptz
      order by received_at, id limit ${limit}`;
  // By each store's index and from its oldest on: there is no mark to begin at.
  if (kind === "pos_events")
    return run`select e.id, e.received_at as at, null::text as order_id, true as is_mine
      from locations l cross join lateral (
        select id, received_at from pos_events where location_id = l.id and received_at < ${before}::timestamptz
        order by received_at limit ${limit}
      ) e where l.brand_id = ${id} limit ${limit}`;
  const ofBrand = id === NO_BRAND ? run`brand_id is null` : run`brand_id = ${id}`;
  if (kind === "refused_guests")
    return run`select id, at, order_id, ${ofBrand} as is_mine from exchanges
      where operation = 'submit_order' and order_id is null and connection_id is not null
        and (at, id) > (${mark}) and at < ${before}::timestamptz order by at, id limit ${limit}`;
  if (id === NO_BRAND)
    return run`select id, at, order_id, ${ofBrand} as is_mine from exchanges
      where (at, id) > (${mark}) and at < ${before}::timestamptz order by at, id limit ${limit}`;
  return run`select id, at, order_id, true as is_mine from exchanges
    where ${ofBrand} and (at, id) > (${mark}) and at < ${before}::timestamptz
    order by at, id limit ${limit}`;
}

/** How many rows one batch walks, so that about as many are looked at closely. */
export function walkOf(id: string, kind: RetentionKind, limit: number): number {
  return kind !== "guests" && (id === NO_BRAND || kind === "refused_guests") ? limit * WALK : limit;
}

/** Whether a row `m` is kept for now: its order is open or disputed, or people are still at a case about it. */
export function heldOf(run: Run): Fragment {
  return run`exists (
      select from orders o where o.id = m.order_id
      and (o.state not in ('placed', 'rejected', 'errored') or o.disputed_at is not null)
    ) or exists (
      select from cases c where c.state <> 'resolved' and (
        (c.subject_kind = 'order' and c.subject_id = m.order_id) or (c.subject_kind = 'call' and c.subject_id = m.id)
      )
    )`;
}

/**
 * Those rows of `mine` that may go. Of orders only what nobody else is changing just now, so that nobody waits; exchanges
 * are never changed.
 */
export function freeOf(run: Run, kind: RetentionKind): Fragment {
  return kind === "guests"
    ? run`select o.id from orders o join mine m on m.id = o.id
        where not exists (select from kept where kept.id = o.id) for no key update of o skip locked`
    : run`select m.id from mine m where not exists (select from kept where kept.id = m.id)`;
}

/** What is done to the rows of `free`; `gone` has a row for each that was there. */
export function deleteOf(run: Run, kind: RetentionKind): Fragment {
  switch (kind) {
    case "bodies":
      return run`gone as (delete from exchange_bodies b using free f where b.exchange_id = f.id returning 1)`;
    case "exchanges":
      return run`bodies as (delete from exchange_bodies b using free f where b.exchange_id = f.id),
        contents as (delete from refused_submits r using free f where r.exchange_id = f.id),
        asked as (delete from erasures e using free f where e.subject_id = f.id),
        gone as (delete from exchanges x using free f where x.id = f.id returning 1)`;
    case "refused_guests":
      return run`gone as (
        update refused_submits r set guest_name = null, guest_phone = null, guest_email = null from free f
        where r.exchange_id = f.id
          and (r.guest_name is not null or r.guest_phone is not null or r.guest_email is not null) returning 1
      )`;
    case "pos_events":
      return run`gone as (delete from pos_events e using free f where e.id = f.id returning 1)`;
    case "guests":
      return run`${payloadsWithoutGuests(run)}, gone as (
        update orders o set guest_name = null, guest_phone = null, guest_email = null from free f
        where o.id = f.id
          and (o.guest_name is not null or o.guest_phone is not null or o.guest_email is not null) returning 1
      )`;
  }
}

/**
 * Takes guests, where they were, and what they wrote out of the orders that went to POSs and how they were priced. The
 * names are those of `orders/payload.ts` of the API, by which what is missing there means the same as null.
 */
function payloadsWithoutGuests(run: Run): Fragment {
  return run`payloads as (
    update order_payloads p set
      pos_order = ${withoutComments(run, run`p.pos_order`)} - '{guest,delivery,curbside,notes}'::text[],
      priced = ${withoutComments(run, run`p.priced`)}
    from free f where p.order_id = f.id
  )`;
}

function withoutComments(run: Run, document: Fragment): Fragment {
  return run`case when jsonb_typeof(${document}) = 'object' and jsonb_typeof(${document} -> 'lines') = 'array'
    then jsonb_set(${document}, '{lines}', (
      select coalesce(jsonb_agg(case when jsonb_typeof(line.value) = 'object' then line.value - 'comment'
        else line.value end order by line.ordinality), '[]')
      from jsonb_array_elements(${document} -> 'lines') with ordinality line
    )) else ${document} end`;
}
