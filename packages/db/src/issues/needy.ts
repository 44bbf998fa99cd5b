import { and, count, eq, gte, isNull, ne, not, or, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { cases } from "../schema/case.ts";
import { issues } from "../schema/issue.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { isCounted } from "../sql/test-stores.ts";

/** How many issues last that count, and that nobody has resolved or put to rest: a number beside the menu, as the keeper last saw it. */
export async function countNeedyIssues(
  db: Database,
  { scope, now }: { scope: Scope; now: Date },
): Promise<number> {
  const isOfIssue = and(eq(cases.subjectKind, "issue"), eq(cases.subjectId, issues.id));
  const isSnoozed = and(eq(cases.state, "snoozed"), gte(cases.snoozedUntil, now));
  const [row] = await db.orm
    .select({ count: count() })
    .from(issues)
    .leftJoin(cases, isOfIssue)
    .where(
      and(
        isNull(issues.overAt),
        inScope(scope, issues),
        isCounted(scope, issues.locationId),
        or(isNull(cases.id), and(ne(cases.state, "resolved"), not(isSnoozed ?? sql`false`))),
      ),
    );
  return row?.count ?? 0;
}
