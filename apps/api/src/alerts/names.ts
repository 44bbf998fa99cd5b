import type { Database } from "@parley/db";
import { listNames } from "@parley/db/alerts";
import type { IssueView } from "../issues/current.ts";

/** What the stores and connections of these issues are called, and the brands of those that are a rollout's. */
export async function namesIn(
  db: { orm: Pick<Database["orm"], "select"> },
  issues: readonly IssueView[],
): Promise<ReadonlyMap<string, string>> {
  const ids = (field: "locationId" | "connectionId") => [
    ...new Set(issues.flatMap((issue) => issue[field] ?? [])),
  ];
  const ofRollouts = issues.filter(({ subjectKind }) => subjectKind === "rollout");
  const brandIds = [...new Set(ofRollouts.flatMap(({ brandId }) => brandId ?? []))];
  return await listNames(db, {
    ...{ locationIds: ids("locationId"), connectionIds: ids("connectionId"), brandIds },
  });
}
