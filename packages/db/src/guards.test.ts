import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordChange } from "./audit/audit.ts";
import { sealAudit } from "./audit/seal.ts";
import { changeCase } from "./cases/cases.ts";
import { type Database, openDatabase } from "./client/client.ts";
import { setConnection } from "./connections/connections.ts";
import { touchSecrets } from "./connections/secrets.ts";
import { confirmMenu, requestMenuPull, storeMenu } from "./menus/menus.ts";
import { startAttempt } from "./orders/dispatch.ts";
import { findOrder } from "./orders/find.ts";
import { insertOrder } from "./orders/insert.ts";
import { recordResult } from "./orders/result.ts";
import { insertShare, openShare } from "./shares/shares.ts";
import { everyBrand } from "./sql/scope.ts";
import { setLocation } from "./stores/stores.ts";
import {
  createTestDatabase,
  FIRST_POS,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "./testing/database.ts";

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  const args = testOrder(store);
  await insertOrder(test.db, args);
  await recordResult(test.db, testPlaced(args.order.id));
  await recordChange(test.db.orm, {
    action: "operator_created",
    subjectId: "opr_1",
    detail: {},
    by: { kind: "cli" },
    now: new Date(),
  });
  await changeCase(test.db, {
    subject: { kind: "order", id: args.order.id },
    place: { brandId: null, locationId: null, connectionId: null },
    expectedVersion: null,
    act: { kind: "note", note: "the store was called" },
    by: { kind: "cli" },
    now: new Date(),
  });
  await sealAudit(test.db, { now: new Date(), everything: true });
  const tokenHash = randomBytes(32);
  const expiresAt = new Date(Date.now() + 60_000);
  await insertShare(test.db, {
    order: args.order,
    tokenHash,
    expiresAt,
    by: { kind: "cli" },
    now: new Date(),
  });
  await openShare(test.db, { tokenHash, network: "192.0.2.1", now: new Date() });
});
afterAll(() => test[Symbol.asyncDispose]());

const appendOnly = [
  ["attempts", "order_id"],
  ["attempt_results", "order_id"],
  ["order_events", "order_id"],
  ["audit_entries", "subject_id"],
  ["audit_seals", "hash"],
  ["case_events", "case_id"],
  ["order_share_openings", "share_id"],
] as const;

describe.each(appendOnly)("%s", (table, column) => {
  it.each([`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table}`])(
    "refuses the API's role: %s",
    async (statement) => {
      await expect(test.db.sql.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
    },
  );

  it.each([`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table}`])(
    "refuses its owner: %s",
    async (statement) => {
      await using owner = openDatabase({ url: test.url, role: null });
      await expect(owner.sql.unsafe(statement)).rejects.toMatchObject({ code: "PA001" });
      const [row] = await owner.sql.unsafe(`select count(*)::int as count from ${table}`);
      expect(row?.count).toBeGreaterThan(0);
    },
  );
});

describe("a closed list", () => {
  const someOrder = () => test.db.sql`select id from orders limit 1`.then(([row]) => String(row?.id));
  const event = async (kind: string, actor: string) => {
    const id = await someOrder();
    await test.db
      .sql`insert into order_events (order_id, at, kind, actor) values (${id}, now(), ${kind}, ${actor})`;
  };
  const isRefusedBy = (constraint_name: string) =>
    expect.objectContaining({ code: "23514", constraint_name });

  it("is checked by the database too", async () => {
    const id = await someOrder();
    await expect(event("moved", "par")).rejects.toEqual(isRefusedBy("order_events_kind"));
    await expect(event("received", "")).rejects.toEqual(isRefusedBy("order_events_actor"));
    await expect(
      test.db.sql`insert into attempt_results (id, order_id, number, outcome, fenced, at)
        values ('res_x', ${id}, 1, 'duplicate', false, now())`,
    ).rejects.toEqual(isRefusedBy("attempt_results_outcome"));
    await expect(
      test.db.sql`update orders set dispute = 'x', disputed_at = now() where id = ${id}`,
    ).rejects.toEqual(isRefusedBy("orders_dispute"));
  });

  it.each(["par", "pos", "cli", "opr_0197", "vm-19975-664a6d71"])(
    "takes in what a process of version 0.1 still writes as an actor: %s",
    async (actor) => {
      await expect(event("received", actor)).resolves.toBeUndefined();
    },
  );

  it("takes in what a process of version 0.1 still writes as a cause, which is read as one of the list", async () => {
    const args = testOrder(store, { state: "received", dueInMs: 0 });
    await insertOrder(test.db, args);
    const { id } = args.order;
    await test.db.sql`update orders set cause = 'crossed_ack: 000042' where id = ${id}`;
    expect(await findOrder(test.db, { scope: everyBrand, orderId: id })).toMatchObject({
      cause: "crossed_ack",
    });
  });
});

describe("the API's role", () => {
  it("is neither owner nor superuser, and reads every table", async () => {
    const [role] = await test.db.sql`
      select current_user as name, rolsuper, rolcanlogin from pg_roles where rolname = current_user`;
    expect({ ...role }).toEqual({ name: "parley_app", rolsuper: false, rolcanlogin: false });
    const tables = await test.db.sql<
      { name: string; owner: string; readable: boolean; truncatable: boolean }[]
    >`
      select tablename as name, tableowner as owner,
        has_table_privilege(format('public.%I', tablename), 'select, insert') as readable,
        has_table_privilege(format('public.%I', tablename), 'truncate') as truncatable
      from pg_tables where schemaname = 'public'`;
    expect(tables.length).toBeGreaterThan(20);
    expect(
      tables.filter((table) => table.owner === "parley_app" || !table.readable || table.truncatable),
    ).toEqual([]);
  });

  it.each(["orders", "order_keys", "order_payloads", "menus", "location_mappings", "connections"])(
    "deletes nothing from %s",
    async (table) => {
      await expect(test.db.sql.unsafe(`delete from ${table}`)).rejects.toMatchObject({ code: "42501" });
    },
  );

  it("does not move an idempotency key to another order", async () => {
    await expect(test.db.sql`update order_keys set order_id = order_id`).rejects.toMatchObject({
      code: "42501",
    });
  });

  it("cannot alter the schema", async () => {
    await expect(test.db.sql`alter table orders drop constraint orders_state`).rejects.toMatchObject({
      code: "42501",
    });
  });
});

describe("notifications", () => {
  // A notification of one's own after the acts: whatever came before it was all that there was.
  async function heard(channel: string, act: (db: Database) => Promise<unknown>): Promise<string[]> {
    await using listener = openDatabase({ url: test.url, max: 1 });
    const payloads: string[] = [];
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await listener.listen(channel, (payload) => (payload === "end" ? finish() : payloads.push(payload)));
    await act(test.db);
    // The announcer keeps the order of what it gathers.
    if (channel === "parley_orders") test.db.announceOrder("end");
    else await test.db.sql.notify(channel, "end");
    await finished;
    return payloads;
  }

  it("tells of each state of an order", async () => {
    const args = testOrder(store);
    const { now } = args;
    const { id } = args.order;
    const to = { cause: null, posOrderId: null, ambiguous: false, absences: 0, dueInMs: 0 };
    const queued = { ...to, state: "received" } as const;
    const again = {
      orderId: id,
      expectState: "received",
      expectAttempt: 1,
      worker: "w",
      actor: { kind: "worker", name: "w" },
      leaseMs: 15_000,
      via: FIRST_POS,
      now,
    } as const;
    const acts = [
      (db: Database) => insertOrder(db, args),
      (db: Database) => recordResult(db, testPlaced(id, queued, { answer: null })),
      (db: Database) => startAttempt(db, again),
      (db: Database) => recordResult(db, testPlaced(id, {}, { attempt: 2 })),
    ];
    for (const act of acts) expect(await heard("parley_orders", act)).toEqual([id]);
  });

  it("wakes the dispatchers with the commit, even for an order that no function of ours wrote", async () => {
    const args = testOrder(store);
    await heard("parley_orders", (db) => insertOrder(db, args));
    const payloads = await heard("parley_orders", async (db) => {
      await db.sql`update orders set state = 'unknown' where id = ${args.order.id}`;
      await db.sql`update orders set state = 'attention' where id = ${args.order.id}`;
    });
    expect(payloads).toEqual([args.order.id]);
  });

  it("tells of nothing when nothing was written", async () => {
    const args = testOrder(store);
    expect(await heard("parley_orders", (db) => insertOrder(db, args))).toEqual([args.order.id]);
    expect(await heard("parley_orders", (db) => insertOrder(db, args))).toEqual([]);
  });

  it("tells of connections, mappings, menus and locations", async () => {
    const { connection, location } = store;
    const now = new Date();
    const menu = {
      locationId: location.id,
      version: "v1",
      content: {},
      source: "bridge",
      etag: null,
      nextPullAt: now,
      now,
    };
    const payloads = await heard("parley_changed", async (db) => {
      await setConnection(db, {
        connectionId: connection.id,
        expectedVersion: 1,
        set: { name: "Other" },
        now,
      });
      const other = await insertTestStore(test);
      expect(other.connection.id).not.toBe(connection.id);
      await storeMenu(db, menu);
      await setLocation(db, { locationId: location.id, expectedVersion: 1, set: { pausedAt: now }, now });
    });
    expect(payloads[0]).toBe("connections");
    expect(payloads.slice(-2)).toEqual([`menus:${location.id}`, `locations:${location.id}`]);
    expect(payloads.filter((payload) => payload.startsWith("mappings:con_"))).toHaveLength(2);
  });

  it("stays silent when a menu is confirmed, a pull put off or a secret's use noted", async () => {
    const { location } = store;
    const now = new Date();
    const later = new Date(now.getTime() + 60_000);
    const payloads = await heard("parley_changed", async (db) => {
      await confirmMenu(db, { locationId: location.id, nextPullAt: later, now });
      const secrets = await db.sql<{ id: string }[]>`select id from connection_secrets`;
      await touchSecrets(db, { secretIds: secrets.map((secret) => secret.id), now });
    });
    expect(payloads.filter((payload) => !payload.startsWith("locations:"))).toEqual([]);
  });

  it("wakes the refresher when a pull is asked for", async () => {
    const { location } = store;
    await test.db
      .sql`update locations set pos_kind = 'bridge', menu_pull_due_at = '2999-01-01' where id = ${location.id}`;
    const payloads = await heard("parley_changed", (db) =>
      requestMenuPull(db, { locationId: location.id, now: new Date() }),
    );
    expect(payloads).toEqual([`locations:${location.id}`]);
  });
});
