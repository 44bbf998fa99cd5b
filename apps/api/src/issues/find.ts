import { covers, type Database, type LedgerNow, type Scope } from "@parley/db";
import { listIssuesById } from "@parley/db/issues";
import { type IssueView, readCurrent, viewsOf } from "./current.ts";

/** The issue of this id as it is now; null where there is none in this scope. */
export async function findIssue(
  db: Database,
  args: { scope: Scope; id: string; now: Date; ledgerNow: LedgerNow },
): Promise<IssueView | null> {
  const { scope, id } = args;
  if (!id.startsWith("iss_")) return null;
  const [row] = (await listIssuesById(db, [id])).filter((issue) => covers(scope, issue));
  if (row !== undefined) return (await viewsOf(db, [row], args))[0] ?? null;
  // The keeper has not seen it yet.
  return (await readCurrent(db, args)).issues.find((issue) => issue.id === id) ?? null;
}
