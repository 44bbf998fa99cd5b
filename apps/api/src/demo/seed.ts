import {
  type Connection,
  type Database,
  everyBrand,
  findBrand,
  findConnection,
  findLocation,
  findOperator,
  insertBrand,
  insertConnection,
  insertLocation,
  insertOperator,
  listLiveMappings,
  mapLocation,
  mapOrganization,
  setLocationPos,
  type Vault,
} from "@parley/db";
import { defaultSwitches } from "@parley/par-contract";
import { hashPassword } from "../auth/password.ts";
import { DEMO_CONNECTIONS, DEMO_OPERATORS, DEMO_POS_KEY, type DemoBrand, type DemoStore } from "./brands.ts";

interface SeedDeps {
  db: Database;
  vault: Vault;
  simulatorUrl: string;
  now: Date;
}

/**
 * Lays the demo brands, stores, connections and operators. Run at each start of a demo: what is there
 * stays as it is, so whatever a visitor changed survives a restart; only the simulator's address follows.
 */
export async function seedDemo(deps: SeedDeps): Promise<void> {
  for (const demo of DEMO_CONNECTIONS) {
    const connection = await seedConnection(deps, demo);
    const brandId = await seedBrand(deps, demo);
    const mapped = await listLiveMappings(deps.db, connection.id);
    const by = { connectionId: connection.id, changedBy: "demo", expectedVersion: null, now: deps.now };
    if (!mapped.organizations.some((row) => row.parOrganizationId === demo.parOrganizationId)) {
      await mapOrganization(deps.db, { ...by, parOrganizationId: demo.parOrganizationId, brandId });
    }
    for (const store of demo.stores) {
      const locationId = await seedStore(deps, brandId, store);
      if (mapped.locations.some((row) => row.parLocationId === store.parLocationId)) continue;
      await mapLocation(deps.db, { ...by, parLocationId: store.parLocationId, locationId });
    }
  }
  await seedOperators(deps);
}

async function seedConnection({ db, vault, now }: SeedDeps, demo: DemoBrand): Promise<Connection> {
  const known = await findConnection(db, { scope: everyBrand, idOrSlug: demo.slug });
  if (known !== null) return known;
  const { slug, name, sharedId } = demo;
  const connection = { slug, name, sharedId, switches: defaultSwitches, strength: "strong" as const };
  return await insertConnection(db, { vault, connection, now });
}

async function seedBrand({ db, now }: SeedDeps, { brand }: DemoBrand): Promise<string> {
  const found =
    (await findBrand(db, { scope: everyBrand, idOrCode: brand.code })) ??
    (await insertBrand(db, { ...brand, now }));
  if (found === null) throw new Error(`The demo brand ${brand.code} could not be made`);
  return found.id;
}

async function seedStore(
  { db, vault, simulatorUrl, now }: SeedDeps,
  brandId: string,
  store: DemoStore,
): Promise<string> {
  const { parLocationId: _par, ...fields } = store;
  const location =
    (await findLocation(db, { scope: everyBrand, idOrCode: store.code })) ??
    (await insertLocation(db, { location: { brandId, ...fields }, now }));
  if (location === null) throw new Error(`The demo store ${store.code} could not be made`);
  const posSettings = { url: simulatorUrl, store: store.code, class: "A" };
  if (JSON.stringify(location.posSettings) !== JSON.stringify(posSettings)) {
    await setLocationPos(db, {
      vault,
      locationId: location.id,
      posKind: "bridge",
      posSettings,
      posSecret: DEMO_POS_KEY,
      now,
    });
  }
  return location.id;
}

/** Their password is printed on the screen, so it need not pass for a secret. */
async function seedOperators({ db, now }: SeedDeps): Promise<void> {
  for (const { name, email, password, role, brandCode } of DEMO_OPERATORS) {
    if ((await findOperator(db, email)) !== null) continue;
    const brand = brandCode === null ? null : await findBrand(db, { scope: everyBrand, idOrCode: brandCode });
    const grants = [{ role, brandId: brand?.id ?? null }];
    await insertOperator(db, {
      operator: { name, email, passwordHash: await hashPassword(password), grants },
      now,
    });
  }
}
