import { timingSafeEqual } from "node:crypto";
import { idFrom, type LocationId } from "@parley/db";
import type { Vault } from "@parley/db/secrets";

/**
 * A test call proves by a header which store it was meant for, so that a call that is refused before its store is
 * known is the store's all the same, and no failure of PAR's. Whoever has the master key alone can make one.
 */
export const TEST_PROOF_HEADER = "x-parley-test-proof";

/** Longer than a call takes, also where two clocks differ; it only says whose a failure is. */
const GOOD_FOR_MS = 120_000;

/** The header of a test call for a store, good for two minutes. */
export function testProofOf(vault: Vault, { locationId, at }: { locationId: LocationId; at: Date }): string {
  const said = `${locationId}.${at.getTime()}`;
  return `${said}.${sealOf(vault, said)}`;
}

/** The store that a call was meant for, if its header proves it; else null. */
export function provenStoreOf(vault: Vault, header: string, now: Date): LocationId | null {
  const [id = "", atMs = "", seal = ""] = header.split(".", 4);
  const expected = Buffer.from(sealOf(vault, `${id}.${atMs}`));
  const given = Buffer.from(seal);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Math.abs(now.getTime() - Number(atMs)) <= GOOD_FOR_MS ? idFrom("loc", id) : null;
}

function sealOf(vault: Vault, said: string): string {
  return vault.blindIndex(`test call ${said}`);
}
