import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAudit } from "../audit/list.ts";
import { insertConnection, listCallers, SlugTakenError, setConnection } from "../connections/connections.ts";
import {
  listSecrets,
  retireSecret,
  rotateSecret,
  SharedIdTakenError,
  touchSecrets,
} from "../connections/secrets.ts";
import {
  claimDueMenuPulls,
  confirmMenu,
  findCurrentMenu,
  nextMenuPullAt,
  recordMenuFailure,
  requestMenuPull,
  storeMenu,
} from "../menus/menus.ts";
import { CLI } from "../orders/actor.ts";
import { openVault, VaultError } from "../secrets/vault.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
} from "../testing/database.ts";
import { setLocationPos } from "./location-pos.ts";
import { findStore, insertBrand, insertLocation, setLocation } from "./stores.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, NOON);
});

async function sharedIds(now: Date): Promise<string[]> {
  const callers = await listCallers(test.db, { vault: test.vault, now });
  return callers
    .filter((caller) => caller.connection.id === store.connection.id)
    .map((caller) => caller.sharedId);
}

describe("connections and their SharedIds", () => {
  it("opens live SharedIds of live connections", async () => {
    expect(await sharedIds(NOON)).toEqual([store.sharedId]);
    const args = {
      connectionId: store.connection.id,
      expectedVersion: 1,
      set: { state: "disabled" },
      now: NOON,
    } as const;
    expect(await setConnection(test.db, args)).toMatchObject({ state: "disabled", version: 2 });
    expect(await setConnection(test.db, args)).toBeNull();
    expect(await sharedIds(NOON)).toEqual([]);
  });

  it("lets old and new SharedId work side by side until the old one ends", async () => {
    const sharedId = `${crypto.randomUUID()}-second`;
    const rotation = {
      vault: test.vault,
      connectionId: store.connection.id,
      sharedId,
      strength: "strong",
      expectedVersion: 1,
      by: CLI,
      now: NOON,
    } as const;
    const rotated = await rotateSecret(test.db, { ...rotation, previousEndAt: after(1000) });
    const id = rotated.kind === "rotated" ? rotated.secretId : "";
    expect(await sharedIds(NOON)).toEqual([store.sharedId, sharedId]);
    expect(await sharedIds(after(1000))).toEqual([sharedId]);
    const again = { ...rotation, expectedVersion: 2, sharedId: `${crypto.randomUUID()}-third` };
    expect(await rotateSecret(test.db, { ...again, previousEndAt: NOON })).toEqual({
      kind: "under_way",
      endsAt: after(1000),
    });
    expect(await rotateSecret(test.db, { ...again, expectedVersion: 1, previousEndAt: NOON })).toEqual({
      kind: "conflict",
    });
    const retire = { connectionId: store.connection.id, secretId: id, by: CLI, now: NOON };
    expect(await retireSecret(test.db, { ...retire, connectionId: "con_other" })).toEqual({
      kind: "not_found",
    });
    expect(await retireSecret(test.db, retire)).toMatchObject({
      kind: "retired",
      connection: { version: 3 },
    });
    expect(await retireSecret(test.db, retire)).toEqual({ kind: "not_found" });
    expect(await sharedIds(after(1000))).toEqual([store.sharedId]);
    const shown = await listSecrets(test.db, [store.connection.id]);
    expect(shown).toMatchObject([
      { id, state: "retired" },
      { state: "live", endsAt: null },
    ]);
    const [live] = shown.filter(({ state }) => state === "live");
    const last = { ...retire, secretId: live?.id ?? "" };
    expect(await retireSecret(test.db, last)).toEqual({ kind: "last" });
    const audit = await listAudit(test.db, { subjectIds: [store.connection.id], page: { limit: 10 } });
    expect(audit.map(({ action, actor }) => [action, actor]).sort()).toEqual([
      ["shared_id_retired", "cli"],
      ["shared_id_rotated", "cli"],
    ]);
    expect(JSON.stringify(audit)).not.toContain(sharedId);
    expect(Object.keys(shown[0] ?? {}).sort()).toEqual(
      ["connectionId", "createdAt", "endsAt", "id", "lastUsedAt", "state", "strength"].sort(),
    );
  });

  it("refuses a SharedId, or ten first characters, that another connection has", async () => {
    const taken = [store.sharedId, `${store.sharedId.slice(0, 10)} and then something else`];
    for (const [n, sharedId] of taken.entries()) {
      const connection = {
        slug: `copy-${store.connection.slug}-${n}`,
        name: "Copy",
        switches: {},
        sharedId,
        strength: "weak",
      } as const;
      const copy = insertConnection(test.db, { vault: test.vault, connection, now: NOON });
      await expect(copy).rejects.toThrow(SharedIdTakenError);
    }
    const { slug } = store.connection;
    const connection = {
      slug,
      name: "Copy",
      switches: {},
      sharedId: crypto.randomUUID(),
      strength: "weak",
    } as const;
    const copy = insertConnection(test.db, { vault: test.vault, connection, now: NOON });
    await expect(copy).rejects.toThrow(SlugTakenError);
  });

  it("notes the use of a SharedId at most once a minute", async () => {
    const [secret] = await listSecrets(test.db, [store.connection.id]);
    const secretIds = [secret?.id ?? ""];
    const used = async () => (await listSecrets(test.db, [store.connection.id]))[0]?.lastUsedAt;
    for (const [at, expected] of [
      [0, 0],
      [59_000, 0],
      [61_000, 61_000],
    ] as const) {
      await touchSecrets(test.db, { secretIds, now: after(at) });
      expect(await used()).toEqual(after(expected));
    }
  });

  it("keeps no plain secret in the database, and opens none that was moved to another row", async () => {
    const other = await insertTestStore(test, NOON);
    const [dump] = await test.db.sql<
      { text: string }[]
    >`select string_agg(s::text, ' ') as text from connection_secrets s`;
    expect(dump?.text).not.toContain(Buffer.from(store.sharedId).toString("hex"));
    expect(dump?.text).not.toContain(store.sharedId);
    await test.db.sql`
      update connection_secrets set sealed = (select sealed from connection_secrets where connection_id = ${store.connection.id})
      where connection_id = ${other.connection.id}`;
    await expect(listCallers(test.db, { vault: test.vault, now: NOON })).rejects.toThrow(VaultError);
    await test.db
      .sql`update connection_secrets set state = 'retired' where connection_id = ${other.connection.id}`;
    const foreignVault = openVault({ masterKey: "another master key of enough length" });
    await expect(listCallers(test.db, { vault: foreignVault, now: NOON })).rejects.toThrow(VaultError);
  });
});

describe("locations", () => {
  it("refuses a code that is taken, and a change to a version that is gone", async () => {
    const { brand, location } = store;
    expect(await insertBrand(test.db, { code: brand.code, name: "Copy", now: NOON })).toBeNull();
    expect(await insertLocation(test.db, { location, now: NOON })).toBeNull();
    const pause = { locationId: location.id, set: { pausedAt: NOON, pauseReason: "flood" }, now: NOON };
    expect(await setLocation(test.db, { ...pause, expectedVersion: 2 })).toBeNull();
    expect(await setLocation(test.db, { ...pause, expectedVersion: 1 })).toMatchObject({
      pauseReason: "flood",
      version: 2,
    });
  });

  it("seals the POS secret, keeps it when none is given, and drops it when told to", async () => {
    const locationId = store.location.id;
    const pos = {
      vault: test.vault,
      locationId,
      posKind: "bridge",
      posSettings: { url: "http://127.0.0.1:1" },
      now: NOON,
    };
    const secretAfter = async (posSecret: string | null | undefined) => {
      await setLocationPos(test.db, { ...pos, posSecret });
      return await findStore(test.db, { vault: test.vault, locationId });
    };
    expect(await secretAfter("whsec_abc")).toMatchObject({
      posSecret: "whsec_abc",
      location: { hasPosSecret: true },
    });
    expect(await secretAfter(undefined)).toMatchObject({
      posSecret: "whsec_abc",
      location: { menuPullDueAt: NOON },
    });
    expect(await secretAfter(null)).toMatchObject({ posSecret: null, location: { hasPosSecret: false } });
  });
});

describe("menus", () => {
  beforeEach(async () => {
    await test.db.sql`update locations set menu_pull_due_at = null, pos_kind = null`;
    await test.db.sql`update locations set pos_kind = 'bridge' where id = ${store.location.id}`;
  });

  function pulled(version: string, now: Date) {
    const content = { products: [{ id: version }] };
    return {
      locationId: store.location.id,
      version,
      content,
      source: "bridge",
      etag: `"${version}"`,
      nextPullAt: after(9000),
      now,
    };
  }

  it("keeps one version per content, and exactly one in force", async () => {
    expect(await findCurrentMenu(test.db, store.location.id)).toBeNull();
    const first = await storeMenu(test.db, pulled("v1", NOON));
    expect(first.changed).toBe(true);
    expect(await storeMenu(test.db, pulled("v1", after(1)))).toEqual({ ...first, changed: false });
    expect(await storeMenu(test.db, pulled("v2", after(2)))).toMatchObject({ changed: true });
    expect(await storeMenu(test.db, pulled("v1", after(3)))).toEqual({ ...first, changed: true });
    expect(await findCurrentMenu(test.db, store.location.id)).toMatchObject({
      version: "v1",
      content: { products: [{ id: "v1" }] },
      fetchedAt: NOON,
      confirmedAt: after(3),
    });
    await confirmMenu(test.db, { locationId: store.location.id, nextPullAt: after(9000), now: after(4) });
    expect(await findCurrentMenu(test.db, store.location.id)).toMatchObject({ confirmedAt: after(4) });
  });

  it("lets pulls of one store that end together leave one menu in force", async () => {
    await Promise.all(["v1", "v2", "v3", "v4"].map((version) => storeMenu(test.db, pulled(version, NOON))));
    const rows = await test.db
      .sql`select version from menus where location_id = ${store.location.id} and is_current`;
    expect(rows).toHaveLength(1);
  });

  it("leaves a store due whose menu was asked for again during the pull", async () => {
    const locationId = store.location.id;
    const dueAt = async () =>
      (await findStore(test.db, { vault: test.vault, locationId }))?.location.menuPullDueAt;
    await requestMenuPull(test.db, { locationId, now: NOON });
    await storeMenu(test.db, { ...pulled("v1", after(5)), pullStartedAt: NOON });
    expect(await dueAt()).toEqual(after(9000));
    await requestMenuPull(test.db, { locationId, now: after(12) });
    await storeMenu(test.db, { ...pulled("v2", after(15)), pullStartedAt: after(10) });
    expect(await dueAt()).toEqual(after(12));
    const confirmed = { locationId, nextPullAt: after(9000), now: after(25) };
    await confirmMenu(test.db, { ...confirmed, pullStartedAt: after(11) });
    expect(await dueAt()).toEqual(after(12));
    await confirmMenu(test.db, { ...confirmed, pullStartedAt: after(20) });
    expect(await dueAt()).toEqual(after(9000));
  });

  it("gives each due pull to one of several processes, and again if it dies", async () => {
    const locationId = store.location.id;
    const claim = (now: Date) =>
      claimDueMenuPulls(test.db, { now, dueAgainAt: new Date(now.getTime() + 30_000), limit: 5 });
    expect(await claim(NOON)).toEqual([]);
    expect(await requestMenuPull(test.db, { locationId, now: NOON })).toBe(true);
    expect(await nextMenuPullAt(test.db)).toEqual(NOON);
    expect((await Promise.all([claim(NOON), claim(NOON), claim(NOON)])).flat()).toEqual([locationId]);
    expect(await claim(after(29_999))).toEqual([]);
    expect(await claim(after(30_000))).toEqual([locationId]);
    await recordMenuFailure(test.db, { locationId, reason: "timeout", nextPullAt: after(45_000) });
    expect(await findStore(test.db, { vault: test.vault, locationId })).toMatchObject({
      location: { menuPullError: "timeout" },
    });
    await storeMenu(test.db, pulled("v1", NOON));
    expect(await findStore(test.db, { vault: test.vault, locationId })).toMatchObject({
      location: { menuPullError: null, menuPullDueAt: after(9000) },
    });
  });
});
