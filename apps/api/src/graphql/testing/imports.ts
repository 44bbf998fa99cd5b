import { type Database, everyBrand } from "@parley/db";
import type { TestStore } from "@parley/db/testing";
import { wordsIn } from "@parley/words";
import { commitImport, dryRunImport, takeFile } from "../../stores/mappings/imports.ts";

const importer = { sight: everyBrand, scope: everyBrand, by: "cli" };

/** A file of mappings that waits, with a row that can be imported and one that cannot. */
export async function addWaitingImport(db: Database, store: TestStore): Promise<string> {
  const { slug } = store.connection;
  const bytes = Buffer.from(
    `connection,par_location_id,location\n${slug},PAR-${crypto.randomUUID()},${store.location.code}\n${slug},,?\n`,
  );
  const file = { fileName: "stores.csv", bytes, encoding: null, by: importer.by };
  const taken = await takeFile({ db, now: new Date(), words: wordsIn("en") }, file);
  if (taken.kind !== "taken") throw new Error(taken.message);
  return taken.file.id;
}

/** One that is imported. */
export async function addImport(db: Database, store: TestStore): Promise<string> {
  const importId = await addWaitingImport(db, store);
  const deps = { db, now: new Date(), words: wordsIn("en") };
  const seen = await dryRunImport(deps, { importId, importer, acrossBrands: false });
  if (seen.kind !== "planned") throw new Error(seen.kind);
  const all = { leaveOut: [], leaveOutWrong: true, acrossBrands: false, importer };
  const outcome = await commitImport(deps, { importId, digest: seen.plan.digest, ...all });
  if (outcome.kind !== "imported") throw new Error(outcome.kind);
  return importId;
}
