import { type Database, everyBrand } from "@parley/db";
import { type Connection, findConnection } from "@parley/db/connections";
import { listMappings, type MappingKind, setMapping } from "@parley/db/mappings";
import { findOperator, insertOperator } from "@parley/db/operators";
import type { Vault } from "@parley/db/secrets";
import {
  type Brand,
  findBrand,
  findLocation,
  insertBrand,
  insertLocation,
  type Location,
  type NewLocation,
  setLocation,
  setLocationPos,
} from "@parley/db/stores";
import { DEMO_PASSWORD, hashPassword } from "../auth/password.ts";
import { describeLocationPos, type LocationPos } from "../stores/location-pos.ts";
import { createConnection } from "../stores/provisioning/connection.ts";
import { type DemoBrand, type DemoStore, demoBrands, demoOperators } from "./brands.ts";
import type { DemoClass } from "./classes.ts";

export interface SeedDemoArgs {
  db: Database;
  vault: Vault;
  /** Where the simulated POS listens; stores that point elsewhere on loopback are moved to it. */
  simulatorUrl: string;
  now: Date;
  /** The signing key of the simulated POS; the simulator's default when left out. */
  posKey?: string;
  /** What a store's simulated POS plays; null if that was not given. */
  classOf?: (store: string) => DemoClass | null;
  /** Stores of the first brand that the simulated POS plays beside the demo's. */
  moreStores?: readonly DemoStore[];
}

const SIMULATOR_KEY = `whsec_${Buffer.from("parley-demo-pos-key-2026-000001ab").toString("base64")}`;
const AUTHOR = "demo";

/**
 * Fills an empty installation with two brands, their connections, stores, mappings and operators. When run
 * again it only adds what is missing and updates the simulator's address, so manual edits in the demo are
 * kept.
 */
export async function seedDemo(args: SeedDemoArgs): Promise<void> {
  for (const [at, brand] of demoBrands.entries()) {
    const more = at === 0 ? (args.moreStores ?? []) : [];
    await seedBrand(args, { ...brand, stores: [...brand.stores, ...more] });
  }
  for (const operator of demoOperators) await seedOperator(args, operator);
}

async function seedBrand(args: SeedDemoArgs, demo: DemoBrand): Promise<void> {
  const { db, now } = args;
  const { code, name } = demo;
  const brand = found(
    (await findBrand(db, { scope: everyBrand, idOrCode: code })) ??
      (await insertBrand(db, { code, name, now })),
  );
  const connection = await seedConnection(args, demo);
  const { id: connectionId } = connection;
  const organization = { parId: demo.parOrganizationId, targetId: brand.id };
  await seedMapping(args, { kind: "organization", connectionId, ...organization });
  for (const store of demo.stores) {
    const location = await seedStore(args, store, brand);
    const pair = { parId: store.parLocationId, targetId: location.id };
    await seedMapping(args, { kind: "location", connectionId, ...pair });
  }
}

async function seedConnection({ db, vault, now }: SeedDemoArgs, demo: DemoBrand): Promise<Connection> {
  const existing = await findConnection(db, { scope: everyBrand, idOrSlug: demo.connection.slug });
  if (existing !== null) return existing;
  const outcome = await createConnection({ db, vault, now, demo: true }, demo.connection);
  if (outcome.kind !== "created") {
    throw new Error(`The demo's connection ${demo.connection.slug} was not created: ${outcome.kind}.`);
  }
  return outcome.connection;
}

async function seedStore(args: SeedDemoArgs, store: DemoStore, brand: Brand): Promise<Location> {
  const { db, vault, now, simulatorUrl, posKey = SIMULATOR_KEY } = args;
  const { code, name, address, phone, timezone, currency = "USD" } = store;
  const location =
    (await findLocation(db, { scope: everyBrand, idOrCode: code })) ??
    (await insertTestLocation(args, { brandId: brand.id, code, name, address, phone, timezone, currency }));
  const before = typeof location.posSettings === "object" ? location.posSettings : {};
  const played = args.classOf?.(code) ?? null;
  const pos = describeLocationPos(location);
  const isMoved = location.posKind === null || isOldSimulator(pos, simulatorUrl);
  if (!isMoved && (played === null || plays(pos, simulatorUrl, played))) return location;
  const settings = { store: code, class: "A", ...before, ...played, url: simulatorUrl };
  const outcome = await setLocationPos(db, {
    vault,
    locationId: location.id,
    posKind: "bridge",
    posSettings: settings,
    posSecret: posKey,
    // It has the tickets of its last start, wherever it listens now.
    judge: () => "same",
    now,
  });
  return found(outcome.kind === "set" ? outcome.location : null);
}

/** Adds a store and marks it a test store, once: a mark that was taken off stays off. */
async function insertTestLocation({ db, now }: SeedDemoArgs, facts: NewLocation): Promise<Location> {
  const { id: locationId, version } = found(await insertLocation(db, { location: facts, now }));
  const set = { isTest: true, testReason: "Its POS is simulated." };
  return found(await setLocation(db, { locationId, expectedVersion: version, set, now }));
}

/** Maps an id only if it was never mapped: a mapping that was ended in the demo stays ended. */
async function seedMapping(
  { db, now }: SeedDemoArgs,
  mapping: { kind: MappingKind; connectionId: string; parId: string; targetId: string },
): Promise<void> {
  const { kind, connectionId, parId } = mapping;
  const filter = { connectionId, parId, versions: "all" } as const;
  if ((await listMappings(db, { scope: everyBrand, kind, filter })).length > 0) return;
  await setMapping(db, { ...mapping, expectedVersion: null, scope: everyBrand, changedBy: AUTHOR, now });
}

async function seedOperator({ db, now }: SeedDemoArgs, demo: (typeof demoOperators)[number]): Promise<void> {
  const { name, email, role, brandCode } = demo;
  if ((await findOperator(db, email)) !== null) return;
  const brand = brandCode === null ? null : await findBrand(db, { scope: everyBrand, idOrCode: brandCode });
  // Written directly to the table: the usual checks would refuse the published password.
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const grants = [{ role, brandId: brand?.id ?? null, locationId: null }];
  await insertOperator(db, { operator: { name, email, passwordHash, grants }, now });
}

/** The row that was found or written; null means that another process seeds at the same moment. */
function found<Row>(row: Row | null): Row {
  if (row === null) throw new Error("The demo is being seeded by another process; start again.");
  return row;
}

/** True if there is nothing to do: the class is already set, or the store's POS is not the simulator. */
function plays(pos: LocationPos, simulatorUrl: string, played: DemoClass): boolean {
  return pos.url !== simulatorUrl || (pos.adapterClass === played.class && pos.canVoid === played.can_void);
}

/** Whether a store's POS is on this machine, but not at the simulator's current address. */
function isOldSimulator({ url }: LocationPos, simulatorUrl: string): boolean {
  return url !== null && url !== simulatorUrl && /^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(url);
}
