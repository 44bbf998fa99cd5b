import type { Database } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { insertConformanceRun } from "@parley/db/stores";
import type { TestStore } from "@parley/db/testing";
import type { Claim } from "../conformance/claims.ts";

/** As if a run at the bridge there, at a store of this brand, had shown what is claimed; all that can be unless told otherwise. */
export async function proveAt(
  db: Database,
  { brand, location }: Pick<TestStore, "brand" | "location">,
  posUrl: string,
  claim: Claim = { adapterClass: "A", canVoid: true },
): Promise<void> {
  const where = { brandId: brand.id, locationId: location.id, posKind: "bridge", posUrl };
  const run = { ...where, ...claim, passed: true, results: [], durationMs: 1 };
  await insertConformanceRun(db, { run, by: CLI, now: new Date() });
}
