import { and, desc, eq, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { cases } from "../schema/case.ts";
import { type IssueSubject, issues } from "../schema/issue.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";

export type Issue = typeof issues.$inferSelect;

type Orm = Pick<Database["orm"], "select" | "insert" | "update" | "delete">;

/** The issues of these ids, whoever may see them: that is for the caller to say. */
export async function listIssuesById({ orm }: { orm: Orm }, ids: readonly string[]): Promise<Issue[]> {
  if (ids.length === 0) return [];
  return await orm
    .select()
    .from(issues)
    .where(inArray(issues.id, [...ids]));
}

/** Issues that last, as far as the keeper knows; at most one per cause and subject, so not paged. */
export async function listLastingIssues(
  { orm }: { orm: Orm },
  { scope }: { scope: Scope },
): Promise<Issue[]> {
  return await orm
    .select()
    .from(issues)
    .where(and(isNull(issues.overAt), inScope(scope, issues)));
}

export interface PastIssueFilter {
  /** Resolved by a person, or over by itself. */
  how: "over" | "resolved";
  causes?: readonly string[] | undefined;
  brandId?: string | undefined;
  locationId?: string | undefined;
}

/** Issues that need nobody any more, the newest first. */
export async function listPastIssues(
  db: Database,
  args: { scope: Scope; filter: PastIssueFilter; page: Page },
): Promise<Issue[]> {
  const { scope, filter } = args;
  const { where, orderBy, limit } = keyset(args.page, { at: issues.lastSeenAt, id: issues.id });
  const isOfIssue = and(eq(cases.subjectKind, "issue"), eq(cases.subjectId, issues.id));
  const how: SQL | undefined =
    filter.how === "resolved"
      ? eq(cases.state, "resolved")
      : and(isNotNull(issues.overAt), or(isNull(cases.state), ne(cases.state, "resolved")));
  const rows = await db.orm
    .select({ issue: issues })
    .from(issues)
    .leftJoin(cases, isOfIssue)
    .where(
      and(
        inScope(scope, issues),
        how,
        filter.causes && inArray(issues.cause, [...filter.causes]),
        filter.brandId === undefined ? undefined : eq(issues.brandId, filter.brandId),
        filter.locationId === undefined ? undefined : sql`${issues.locationId} = ${filter.locationId}`,
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return rows.map(({ issue }) => issue);
}

/** Writes issues as they are now; only the keeper may, which is one at a time. */
export async function putIssues({ orm }: { orm: Orm }, rows: readonly Issue[]): Promise<void> {
  for (const row of rows)
    await orm.insert(issues).values(row).onConflictDoUpdate({ target: issues.id, set: row });
}

/**
 * The addresses that have an issue, the longest quiet first, so that no caller can make more than a few dozen.
 * An address that has been quiet the longest gives its place up.
 */
export async function listSubjectIds(
  { orm }: { orm: Orm },
  { kind }: { kind: IssueSubject },
): Promise<{ id: string; subjectId: string; overAt: Date | null }[]> {
  return await orm
    .select({ id: issues.id, subjectId: issues.subjectId, overAt: issues.overAt })
    .from(issues)
    .where(eq(issues.subjectKind, kind))
    .orderBy(desc(issues.lastSeenAt));
}

/** Takes issues away that nobody looks after. */
export async function dropIssues({ orm }: { orm: Orm }, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await orm.delete(issues).where(inArray(issues.id, [...ids]));
}
