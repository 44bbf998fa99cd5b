import type { Database } from "../client/client.ts";
import type { RetentionKind } from "../schema/retention.ts";
import { heldOf, scanOf, walkOf } from "./kinds.ts";

/** How far the deleting of one kind has come at one brand. */
export interface RetentionProgress {
  id: string;
  kind: RetentionKind;
  beginsAt: Date;
  /** All that ever went. */
  deleted: number;
  ranAt: Date | null;
  /** When nothing was left past the limit; null while something is. */
  finishedAt: Date | null;
}

/** Sees to it that every kind of these brands has its progress; nothing of a new one is deleted before `beginsAt`. */
export async function keepProgress(
  { sql: run }: Pick<Database, "sql">,
  { ids, kinds, beginsAt }: { ids: readonly string[]; kinds: readonly RetentionKind[]; beginsAt: Date },
): Promise<void> {
  await run`
    insert into retention_progress (id, kind, begins_at, mark_at, mark_id)
    select id, kind, ${beginsAt}::timestamptz, 'epoch', ''
    from json_array_elements_text(${JSON.stringify(ids)}::text::json) id,
      json_array_elements_text(${JSON.stringify(kinds)}::text::json) kind
    on conflict do nothing`;
}

/** Lets a run at these brands begin at once, of what would have begun later. */
export async function beginProgress(
  { sql: run }: Pick<Database, "sql">,
  { ids, now }: { ids: readonly string[]; now: Date },
): Promise<void> {
  await run`
    update retention_progress set begins_at = ${now}::timestamptz
    where begins_at > ${now}::timestamptz
      and id in (select json_array_elements_text(${JSON.stringify(ids)}::text::json))`;
}

/** Notes that nothing of a kind is left past its limit. */
export async function finishProgress(
  { sql: run }: Pick<Database, "sql">,
  { id, kind, now }: { id: string; kind: RetentionKind; now: Date },
): Promise<void> {
  await run`
    update retention_progress set finished_at = ${now}::timestamptz, ran_at = ${now}::timestamptz
    where id = ${id} and kind = ${kind}`;
}

/** How far it has come everywhere. */
export async function listProgress({ sql: run }: Pick<Database, "sql">): Promise<RetentionProgress[]> {
  return await run<RetentionProgress[]>`
    select id, kind, begins_at as "beginsAt", deleted::float8 as deleted, ran_at as "ranAt",
      finished_at as "finishedAt"
    from retention_progress order by id, kind`;
}

/** What of one kind and brand is past a limit. */
export interface PastLimit {
  /** What would go. */
  count: number;
  /** Past its limit, and kept for an order that is open or disputed or a case. */
  held: number;
  /** True where it is more than was counted. */
  isMore: boolean;
  /** When the oldest of them was recorded; null where there is none. */
  oldestAt: Date | null;
}

/** Counts what of one kind and brand is past a limit, up to about `atMost` of them; changes nothing. */
export async function countPast(
  { sql: run }: Pick<Database, "sql">,
  args: { id: string; kind: RetentionKind; before: Date; atMost: number },
): Promise<PastLimit> {
  const { id, kind } = args;
  const limit = walkOf(id, kind, args.atMost);
  const [row] = await run<{ scanned: number; count: number; held: number; oldestAt: Date | null }[]>`
    with mark as (
      select mark_at, mark_id from retention_progress where id = ${id} and kind = ${kind}
      union all select 'epoch', '' where not exists (
        select from retention_progress where id = ${id} and kind = ${kind}
      )
    ),
    scan as materialized (${scanOf(run, { ...args, limit })}),
    mine as materialized (select m.id, m.order_id, m.at from scan m where m.is_mine and ${isThere(run, kind)}),
    kept as (select m.id from mine m where ${heldOf(run)})
    select (select count(*)::int from scan) as scanned,
      (select count(*)::int from mine) - (select count(*)::int from kept) as count,
      (select count(*)::int from kept)
        + (select count(*)::int from retention_held h where h.id = ${id} and h.kind = ${kind}) as held,
      (select min(at) from mine) as "oldestAt"`;
  const { scanned = 0, count = 0, held = 0, oldestAt = null } = row ?? {};
  return { count, held, oldestAt, isMore: scanned >= limit };
}

function isThere(run: Database["sql"], kind: RetentionKind) {
  switch (kind) {
    case "bodies":
      return run`exists (select from exchange_bodies b where b.exchange_id = m.id)`;
    case "exchanges":
    case "pos_events":
      return run`true`;
    case "guests":
      return run`exists (
        select from orders o where o.id = m.id
        and (o.guest_name is not null or o.guest_phone is not null or o.guest_email is not null)
      )`;
    case "refused_guests":
      return run`exists (
        select from refused_submits r where r.exchange_id = m.id
        and (r.guest_name is not null or r.guest_phone is not null or r.guest_email is not null)
      )`;
  }
}

/** How much the tables of calls hold, by the statistics of the database. */
export interface KeptSize {
  table: "exchanges" | "exchange_bodies" | "refused_submits";
  /** About how many rows. */
  rows: number;
  bytes: number;
}

/** The sizes of the tables of which retention deletes. */
export async function listKeptSizes({ sql: run }: Pick<Database, "sql">): Promise<KeptSize[]> {
  return await run<KeptSize[]>`
    select t.relname as table, sum(greatest(c.reltuples, 0))::float8 as rows,
      sum(pg_total_relation_size(c.oid))::float8 as bytes
    from pg_class t join lateral (
      select t.oid union all select inhrelid from pg_inherits where inhparent = t.oid
    ) of on true join pg_class c on c.oid = of.oid and c.relkind = 'r'
    where t.oid in ('exchanges'::regclass, 'exchange_bodies'::regclass, 'refused_submits'::regclass)
    group by t.relname order by t.relname`;
}
