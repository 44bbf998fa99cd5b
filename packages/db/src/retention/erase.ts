import { entryOf } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import { type ChosenGuest, callsOf, dueOf, foundOf, markedOf } from "./erase-parts.ts";
import { deleteOf, type Fragment, freeOf, heldOf } from "./kinds.ts";

/** What of a guest was erased, or would be. */
export interface Erasure {
  /** Orders in which the guest stood. */
  orders: number;
  /** Of these, those that keep the guest for now: open, disputed, or with a case that is not resolved. */
  heldIds: string[];
  /** Bodies of calls about those orders, and of refused calls. */
  bodies: number;
  refusedCalls: number;
  /**
   * Calls that stay for now: of an order that keeps its guest; of a case that is not resolved; or of an online order's
   * id that an order has which is open or still somebody's.
   */
  heldCalls: number;
  /** Orders whose answer to PAR repeats what was written beside a line; it stays, for PAR may ask again. */
  answers: number;
  /** Notes on cases about those orders, which nobody can change: people wrote them. */
  notes: number;
  /** Saved views that look for the guest. */
  views: number;
}

type Run = Database["sql"];

/** Counts what there is of a guest in every brand; changes nothing. */
export async function countGuest({ sql: run }: Pick<Database, "sql">, guest: ChosenGuest): Promise<Erasure> {
  const [row] = await run<Erasure[]>`
    with ${foundOf(run, guest)},
    kept as (select m.id from mine m where ${heldOf(run)}),
    free as (select m.id from mine m where not exists (select from kept where kept.id = m.id)),
    ${callsOf(run)}
    select ${countsOf(run, guest)},
      (select count(*)::int from exchange_bodies b where b.exchange_id in (select id from calls)) as bodies,
      (select count(*)::int from refused where id in (select id from calls)) as "refusedCalls"`;
  return row ?? NOTHING;
}

/**
 * Erases a guest everywhere, but from what keeps them for now, which is noted as due, and records that it was done: all
 * of it in one statement, so there is none without the others.
 */
export async function eraseGuest(
  { sql: run }: Pick<Database, "sql">,
  { guest, reference, by, now }: { guest: ChosenGuest; reference: string; by: Actor; now: Date },
): Promise<Erasure> {
  const entry = entryOf({ action: "guest_erased", subjectId: reference, detail: {}, by, now });
  const [row] = await run<Erasure[]>`
    with ${foundOf(run, guest)},
    ${erasedOf(run, now)},
    counts as (select ${countsOf(run, guest)}, ${goneOf(run)}),
    audited as (
      insert into audit_entries (id, at, actor, address, action, subject_id, detail)
      select ${entry.id}, ${entry.at}::timestamptz, ${entry.actor}, ${entry.address}::text, ${entry.action},
        ${entry.subjectId},
        to_jsonb(counts) - 'heldIds' || jsonb_build_object('held', json_array_length(counts."heldIds"))
      from counts
    )
    select * from counts`;
  return row ?? NOTHING;
}

/**
 * Looks again at what was due and kept a guest, and erases them from what need not keep them any more; `after` is the
 * last subject of the batch before.
 * @returns the last subject that was looked at, null where all were, and how many are not due any more
 */
export async function eraseDue(
  { sql: run }: Pick<Database, "sql">,
  { after, limit, now }: { after: string; limit: number; now: Date },
): Promise<{ last: string | null; erased: number }> {
  const [row] = await run<{ looked: number; last: string | null; erased: number }[]>`
    with ${dueOf(run, { after, limit })},
    ${erasedOf(run, now)}
    select (select count(*)::int from due) as looked, (select max(subject_id) from due) as last,
      (select count(*)::int from done) as erased`;
  const { looked = 0, last = null, erased = 0 } = row ?? {};
  return { last: looked < limit ? null : last, erased };
}

/**
 * Takes the bodies of calls that came about an order after its guest had been erased, such as a submit that PAR sent once
 * more; of orders after `after`, in their order.
 * @returns the last order that was looked at, null where all were, and how many bodies went
 */
export async function eraseLater(
  { sql: run }: Pick<Database, "sql">,
  { after, limit }: { after: string; limit: number },
): Promise<{ last: string | null; bodies: number }> {
  const [row] = await run<{ looked: number; last: string | null; bodies: number }[]>`
    with erased as materialized (
      select subject_id as id from erasures where kind = 'order' and erased_at is not null and subject_id > ${after}
      order by subject_id limit ${limit}
    ),
    mine as (select x.id, x.order_id from erased e join exchanges x on x.order_id = e.id),
    gone as (
      delete from exchange_bodies b using mine m where b.exchange_id = m.id and not (${heldOf(run)}) returning 1
    )
    select (select count(*)::int from erased) as looked, (select max(id) from erased) as last,
      (select count(*)::int from gone) as bodies`;
  const { looked = 0, last = null, bodies = 0 } = row ?? {};
  return { last: looked < limit ? null : last, bodies };
}

/** When a guest was erased from orders and calls, by their ids; nothing of those of which none was. */
export async function listErasedAt(
  { sql: run }: Pick<Database, "sql">,
  ids: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await run<{ id: string; at: Date }[]>`
    select subject_id as id, erased_at as at from erasures
    where erased_at is not null
      and subject_id in (select json_array_elements_text(${JSON.stringify(ids)}::text::json))`;
  return new Map(rows.map(({ id, at }) => [id, at]));
}

const NOTHING: Erasure = {
  ...{ orders: 0, heldIds: [], bodies: 0, refusedCalls: 0, heldCalls: 0, answers: 0, notes: 0, views: 0 },
};

/** Takes the guest out of what was found, and notes of what, and what is still to be done. */
function erasedOf(run: Run, now: Date): Fragment {
  return run`kept as (select m.id from mine m where ${heldOf(run)}),
    free as materialized (${freeOf(run, "guests")}),
    ${callsOf(run)},
    ${deleteOf(run, "guests")},
    bodies as (delete from exchange_bodies b using calls c where b.exchange_id = c.id returning 1),
    contents as (
      update refused_submits r set guest_name = null, guest_phone = null, guest_email = null from refused f
      where r.exchange_id = f.id and f.id in (select id from calls) returning 1
    ),
    ${markedOf(run, now)}`;
}

function goneOf(run: Run): Fragment {
  return run`(select count(*)::int from bodies) as bodies, (select count(*)::int from contents) as "refusedCalls"`;
}

function countsOf(run: Run, { phones, email }: ChosenGuest): Fragment {
  return run`(select count(*)::int from mine) as "orders",
    (select coalesce(json_agg(m.id), '[]') from mine m
      where not exists (select from free where free.id = m.id)) as "heldIds",
    (select count(*)::int from held_calls) + (
      select count(*)::int from exchanges x join exchange_bodies b on b.exchange_id = x.id
      where x.order_id in (select id from mine except select id from free)
    ) as "heldCalls",
    (select count(*)::int from order_payloads p join mine m on m.id = p.order_id
      where strpos(p.answer, '"comment":') > 0 or (
        exists (select from attempt_results r where r.order_id = m.id and r.answer is not null)
        and jsonb_path_exists(p.pos_order, '$.lines[*].comment ? (@ != null)')
      )) as answers,
    (select count(*)::int from case_events e join cases c on c.id = e.case_id
      where e.note is not null and c.subject_id in (select id from mine union select id from refused)) as notes,
    (select count(*)::int from saved_views v where v.deleted_at is null and (
      (${email}::text is not null and strpos(lower(v.params), ${email ?? ""}) > 0)
      or exists (select from json_array_elements_text(${JSON.stringify(phones)}::text::json) phone
        where strpos(regexp_replace(v.params, '[^0-9]', '', 'g'), phone) > 0)
    )) as views`;
}
