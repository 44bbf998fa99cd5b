import type { Database } from "../client/client.ts";
import type { RetentionKind } from "../schema/retention.ts";
import { deleteOf, type Fragment, freeOf, heldOf, scanOf, walkOf } from "./kinds.ts";

/** What one batch did. */
export interface SweptBatch {
  /** What went. */
  deleted: number;
  /** What was found to be kept for now. */
  held: number;
  /** Whether nothing is left before the limit. */
  isDone: boolean;
}

/** One kind of one brand, and the moment before which it goes. */
export interface SweepArgs {
  /** A brand's id, or `NO_BRAND`. */
  id: string;
  kind: RetentionKind;
  before: Date;
  /** About how many rows one statement may delete. */
  limit: number;
  now: Date;
}

/**
 * Deletes the next few rows that are past their limit, in one short statement, from where the last batch came to; what
 * is of an open order is noted and looked at again by `releaseHeld`. No row that a submit writes is waited for: what
 * somebody else has locked counts as held.
 */
export async function sweepBatch(db: Pick<Database, "sql">, args: SweepArgs): Promise<SweptBatch> {
  const { sql: run } = db;
  const { id, kind, now } = args;
  const limit = walkOf(id, kind, args.limit);
  const [row] = await run<{ scanned: number; deleted: number; held: number }[]>`
    with mark as (select mark_at, mark_id from retention_progress where id = ${id} and kind = ${kind}),
    scan as materialized (${scanOf(run, { ...args, limit })}),
    mine as materialized (select id, order_id from scan where is_mine),
    kept as (select m.id from mine m where ${heldOf(run)}),
    free as materialized (${freeOf(run, kind)}),
    noted as (
      insert into retention_held (kind, subject_id, id, held_at)
      select ${kind}, m.id, ${id}, ${now}::timestamptz from mine m
      where not exists (select from free where free.id = m.id) on conflict do nothing
    ),
    ${deleteOf(run, kind)},
    moved as (
      update retention_progress p set ran_at = ${now}::timestamptz,
        deleted = p.deleted + (select count(*) from gone),
        mark_at = coalesce((select at from scan order by at desc, id desc limit 1), p.mark_at),
        mark_id = coalesce((select id from scan order by at desc, id desc limit 1), p.mark_id)
      where p.id = ${id} and p.kind = ${kind}
    )
    select (select count(*)::int from scan) as scanned, (select count(*)::int from gone) as deleted,
      (select count(*)::int from mine) - (select count(*)::int from free) as held`;
  const { scanned = 0, deleted = 0, held = 0 } = row ?? {};
  return { deleted, held, isDone: scanned < limit };
}

/**
 * Looks again at what was kept for an order that was open, and deletes what need not be kept any more; `after` is the
 * last subject of the batch before.
 * @returns the last subject that was looked at, null where all were
 */
export async function releaseHeld(
  { sql: run }: Pick<Database, "sql">,
  { id, kind, before, limit, after, now }: SweepArgs & { after: string },
): Promise<{ last: string | null; deleted: number }> {
  const subjects: Fragment =
    kind === "guests"
      ? run`select o.id, o.id as order_id from orders o join looked on looked.subject_id = o.id
        where o.received_at < ${before}::timestamptz`
      : run`select x.id, x.order_id from exchanges x join looked on looked.subject_id = x.id
        where x.at < ${before}::timestamptz`;
  const [row] = await run<{ looked: number; last: string | null; deleted: number }[]>`
    with looked as materialized (
      select subject_id from retention_held where id = ${id} and kind = ${kind} and subject_id > ${after}
      order by subject_id limit ${limit}
    ),
    mine as materialized (${subjects}),
    kept as (select m.id from mine m where ${heldOf(run)}),
    free as materialized (${freeOf(run, kind)}),
    ${deleteOf(run, kind)},
    noted as (
      delete from retention_held h using free f where h.id = ${id} and h.kind = ${kind} and h.subject_id = f.id
    ),
    moved as (
      update retention_progress p set ran_at = ${now}::timestamptz, deleted = p.deleted + (select count(*) from gone)
      where p.id = ${id} and p.kind = ${kind}
    )
    select (select count(*)::int from looked) as looked, (select max(subject_id) from looked) as last,
      (select count(*)::int from gone) as deleted`;
  const { looked = 0, last = null, deleted = 0 } = row ?? {};
  return { last: looked < limit ? null : last, deleted };
}
