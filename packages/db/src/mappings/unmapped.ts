import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { personOf, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { organizationMappings, unmappedIds } from "../schema/mapping.ts";
import { keyset, type Page } from "../sql/page.ts";
import type { Scope } from "../sql/scope.ts";
import type { MappingKind } from "./kinds.ts";

export type UnmappedId = typeof unmappedIds.$inferSelect;

/** Open rows kept per connection: a caller that invents ids must not fill the table. */
const OPEN_MAX = 1000;

/**
 * Queues an id that no mapping knows, or counts it up; an id that was resolved and turns up again is open
 * again; one that is ignored stays so. Ids beyond a thousand open ones per connection are not queued.
 */
export async function upsertUnmapped(
  db: Database,
  args: {
    connectionId: string;
    kind: MappingKind;
    parId: string;
    parOrganizationId: string | null;
    exchangeId: string | null;
    now: Date;
  },
): Promise<void> {
  const { connectionId, kind, parId, parOrganizationId, exchangeId, now } = args;
  await db.sql`
    insert into unmapped_ids (id, connection_id, kind, par_id, par_organization_id, first_seen_at, last_seen_at, sample_exchange_id)
    select ${newId("unm")}::text, ${connectionId}::text, ${kind}::text, ${parId}::text, ${parOrganizationId}::text,
      ${now}::timestamptz, ${now}::timestamptz, ${exchangeId}::text
    where exists (
      select from unmapped_ids where connection_id = ${connectionId} and kind = ${kind} and par_id = ${parId}
    ) or (
      select count(*) from unmapped_ids where connection_id = ${connectionId} and resolved_at is null and ignored_at is null
    ) < ${OPEN_MAX}
    on conflict (connection_id, kind, par_id) do update set
      last_seen_at = excluded.last_seen_at, seen_count = unmapped_ids.seen_count + 1, resolved_at = null,
      par_organization_id = excluded.par_organization_id,
      sample_exchange_id = coalesce(excluded.sample_exchange_id, unmapped_ids.sample_exchange_id)`;
}

// An unmapped id belongs to no brand yet. A limited operator sees the locations that came with an
// organization which the same connection maps to a brand of theirs, and nothing else; a grant for stores reaches
// none, because nobody knows which store it will be.
function inScopeByOrganization(db: Database, scope: Scope): SQL | undefined {
  if (scope.all) return undefined;
  if (scope.brandIds.length === 0) return sql`false`;
  const mapped = db.orm
    .select({ one: sql`1` })
    .from(organizationMappings)
    .where(
      and(
        eq(organizationMappings.connectionId, unmappedIds.connectionId),
        eq(organizationMappings.parId, unmappedIds.parOrganizationId),
        isNull(organizationMappings.replacedAt),
        inArray(organizationMappings.targetId, [...scope.brandIds]),
      ),
    );
  return sql`(${unmappedIds.kind} = 'location' and exists (${mapped}))`;
}

/** The open queue, most recently seen first; or what is ignored. */
export async function listUnmapped(
  db: Database,
  args: {
    scope: Scope;
    connectionId?: string | undefined;
    kind?: MappingKind | undefined;
    /** Only this row. */
    id?: string | undefined;
    parId?: string | undefined;
    /** What is ignored (true) or what is not (false, as a rule); both for `either`. */
    ignored?: boolean | "either" | undefined;
    page: Page;
  },
): Promise<UnmappedId[]> {
  const { ignored = false } = args;
  const { where, orderBy, limit } = keyset(args.page, { at: unmappedIds.lastSeenAt, id: unmappedIds.id });
  return await db.orm
    .select()
    .from(unmappedIds)
    .where(
      and(
        isNull(unmappedIds.resolvedAt),
        inScopeByOrganization(db, args.scope),
        args.connectionId === undefined ? undefined : eq(unmappedIds.connectionId, args.connectionId),
        args.kind && eq(unmappedIds.kind, args.kind),
        args.id === undefined ? undefined : eq(unmappedIds.id, args.id),
        args.parId === undefined ? undefined : eq(unmappedIds.parId, args.parId),
        ignored === "either" ? undefined : (ignored ? isNotNull : isNull)(unmappedIds.ignoredAt),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

/**
 * Takes an id out of the open queue for good, or puts it back there, with an entry of the audit, which has no reason:
 * that stands with the id.
 * @param args.reason why it is ignored; null puts it back
 * @returns null where it is so already, or no longer in the queue
 */
export async function setIgnored(
  db: Database,
  args: { id: string; reason: string | null; by: string; address?: string | null | undefined; now: Date },
): Promise<UnmappedId | null> {
  const { id, reason, by, address, now } = args;
  const isIgnored = reason !== null;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .update(unmappedIds)
      .set({
        ignoredAt: isIgnored ? now : null,
        ignoredBy: isIgnored ? by : null,
        ignoredReason: reason,
      })
      .where(
        and(
          eq(unmappedIds.id, id),
          isNull(unmappedIds.resolvedAt),
          (isIgnored ? isNull : isNotNull)(unmappedIds.ignoredAt),
        ),
      )
      .returning();
    const person = personOf(by, address);
    if (row === undefined || person === null) return row ?? null;
    const { kind, connectionId, parId } = row;
    await recordChange(tx, {
      action: isIgnored ? "unmapped_id_ignored" : "unmapped_id_brought_back",
      subjectId: id,
      detail: { kind, connection: connectionId, parId },
      by: person,
      now,
    });
    return row;
  });
}

/** Rows of the queue by their ids, resolved ones too; of whatever brand they may come to be. */
export async function listUnmappedById(db: Database, ids: readonly string[]): Promise<UnmappedId[]> {
  return await db.orm
    .select()
    .from(unmappedIds)
    .where(inArray(unmappedIds.id, [...ids]));
}
