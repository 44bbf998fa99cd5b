import type { LocationId } from "@parley/db";
import { type Database, everyBrand } from "@parley/db";
import { insertConnection } from "@parley/db/connections";
import { setMapping } from "@parley/db/mappings";
import { insertApiKey, insertOperator } from "@parley/db/operators";
import { openVault } from "@parley/db/secrets";
import { insertBrand, insertLocation, setLocationPos } from "@parley/db/stores";
import type { StoreClass } from "./history.ts";

/** The setup that an operator would make before the test run: a brand, a connection, stores, a key. */

export const MASTER_KEY = "master-key-of-the-drills-0123456789abcdef";
export const POS_KEY = `whsec_${Buffer.from("parley-drill-pos-key-2026-00001a").toString("base64")}`;
export const SHARED_ID = "drill-test-run-sharedid-of-a-gateway-2026-0001";
export const ORGANIZATION_ID = "IA-DRILL";

/**
 * The POS's promise: it makes no order of a request later than this. Although shortened like all waits, it
 * must still be true of a POS that shares two processors with a dozen programs and is also killed.
 */
const QUIET_PERIOD_S = 120;

export interface StorePlan {
  /** The store's code, and its name at the POS. */
  code: string;
  storeClass: StoreClass;
  /** Where the gateway reaches its POS. */
  posUrl: string;
  /** What the POS promises, where that is less than in other drills. */
  quietPeriodS?: number;
}

export interface ProvisionedStore {
  code: string;
  storeClass: StoreClass;
  parLocationId: string;
  locationId: LocationId;
}

export interface Provisioned {
  stores: ProvisionedStore[];
  /** An admin's key for the operators' API. */
  apiKey: string;
}

/** Fills an empty database. The database is opened as the API opens it. */
export async function provision(db: Database, plans: readonly StorePlan[]): Promise<Provisioned> {
  const vault = openVault({ masterKey: MASTER_KEY });
  const now = new Date();
  const brand = made(await insertBrand(db, { code: "DRILL", name: "Drill", now }));
  const secret = { sharedId: SHARED_ID, strength: "strong" as const };
  const connection = await insertConnection(db, {
    vault,
    connection: { slug: "drill", name: "Drill", switches: {}, ...secret },
    now,
  });
  const by = { scope: everyBrand, changedBy: "drill", now };
  const write = { ...by, connectionId: connection.id, expectedVersion: null };
  await setMapping(db, { ...write, kind: "organization", parId: ORGANIZATION_ID, targetId: brand.id });
  const stores: ProvisionedStore[] = [];
  for (const { code, storeClass, posUrl, quietPeriodS = QUIET_PERIOD_S } of plans) {
    const facts = { name: code, address: null, phone: "+12135550100" };
    const zone = { timezone: "America/Los_Angeles", currency: "USD" };
    const location = made(
      await insertLocation(db, { location: { brandId: brand.id, code, ...facts, ...zone }, now }),
    );
    const posSettings = { url: posUrl, store: code, class: storeClass, quiet_period_s: quietPeriodS };
    const pos = { posKind: "bridge", posSettings, posSecret: POS_KEY };
    await setLocationPos(db, { vault, locationId: location.id, ...pos, now });
    const parLocationId = `PAR-${code}`;
    await setMapping(db, { ...write, kind: "location", parId: parLocationId, targetId: location.id });
    stores.push({ code, storeClass, parLocationId, locationId: location.id });
  }
  const grants = [{ role: "owner" as const, brandId: null, locationId: null }];
  const operator = made(
    await insertOperator(db, {
      operator: { name: "Drill", email: "drill@parley.example", passwordHash: "none", grants },
      now,
    }),
  );
  const { plain } = await insertApiKey(db, { operatorId: operator.id, name: "drill", now });
  return { stores, apiKey: plain };
}

function made<Row>(row: Row | null): Row {
  if (row === null) throw new Error("A drill's database was not empty.");
  return row;
}
