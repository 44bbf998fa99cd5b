import { and, eq, gte, inArray, lt, notInArray, or, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { auditEntries } from "../schema/audit.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { auditReads } from "./actions.ts";
import type { AuditEntry } from "./audit.ts";

export interface AuditFilter {
  actor?: string | undefined;
  actions?: readonly string[] | undefined;
  /** True: none that only looked at something. */
  withoutReads?: boolean | undefined;
  subjectIds?: readonly string[] | undefined;
  brandId?: string | undefined;
  from?: Date | undefined;
  /** Not itself in it. */
  to?: Date | undefined;
}

/** Whose entries somebody may read. */
export interface AuditReader {
  scope: Scope;
  /** Operators and connections, which belong to several brands, all of them in scope. */
  subjectIds: readonly string[];
}

/** What was changed, the newest first; without a reader, for the system itself: everything. */
export async function listAudit(
  db: Pick<Database, "orm">,
  args: AuditFilter & { reader?: AuditReader | undefined; page: Page },
): Promise<AuditEntry[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: auditEntries.at, id: auditEntries.id });
  const { actor, actions, withoutReads, subjectIds, brandId, from, to, reader } = args;
  return await db.orm
    .select()
    .from(auditEntries)
    .where(
      and(
        reader && readableBy(reader),
        actor === undefined ? undefined : eq(auditEntries.actor, actor),
        actions && inArray(auditEntries.action, [...actions]),
        // No index by act serves this, and none should: most acts fit.
        withoutReads ? notInArray(auditEntries.action, [...auditReads]) : undefined,
        subjectIds && inArray(auditEntries.subjectId, [...subjectIds]),
        brandId === undefined ? undefined : eq(auditEntries.brandId, brandId),
        from && gte(auditEntries.at, from),
        to && lt(auditEntries.at, to),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

function readableBy({ scope, subjectIds }: AuditReader): SQL | undefined {
  const own = inScope(scope, auditEntries);
  return own && or(own, inArray(auditEntries.subjectId, [...subjectIds]));
}
