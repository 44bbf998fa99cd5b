import { beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type RecordedChange, recordChange, recordChanges } from "./audit.ts";
import { findHead, sealAudit } from "./seal.ts";
import { verifyAudit } from "./verify.ts";

const NOON = new Date("2026-11-28T12:00:00Z");
const WRITERS = 6;

function change(over: Partial<RecordedChange> = {}): RecordedChange {
  const by = { kind: "operator", id: "opr_1", address: "192.0.2.7" } as const;
  const detail = { name: { from: "é", to: "🌮" }, 2: [1, { b: null, a: 1.5 }], until: NOON };
  return { action: "operator_changed", subjectId: "opr_2", detail, by, now: NOON, ...over };
}

let test: TestDatabase;
const record = (count: number) =>
  recordChanges(
    test.db.orm,
    Array.from({ length: count }, () => change()),
  );
const seal = (limit?: number) =>
  sealAudit(test.db, { now: NOON, everything: false, ...(limit && { limit }) });

beforeEach(async () => {
  test = await createTestDatabase();
  return () => test[Symbol.asyncDispose]();
});

describe("the chain", () => {
  it("seals every entry once, in order, whatever the size of a batch", async () => {
    await record(7);
    expect(await verifyAudit(test.db)).toMatchObject({ sealed: 0, broken: null, unsealed: 7, head: null });
    expect([await seal(3), await seal(3), await seal(3), await seal(3)]).toEqual([
      "more",
      "more",
      "idle",
      "idle",
    ]);
    const check = await verifyAudit(test.db);
    expect(check).toMatchObject({ sealed: 7, broken: null, unsealed: 0, unsealedSince: null });
    expect(check.head).toMatchObject({ number: 7, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("is one, however many write and seal at once", async () => {
    const clients = Array.from({ length: WRITERS }, () => openDatabase({ url: test.url, max: 2 }));
    try {
      await Promise.all(
        clients.map(async (client, writer) => {
          for (let nth = 0; nth < 15; nth++) {
            await client.orm.transaction(async (tx) => {
              await recordChange(tx, change({ now: new Date(NOON.getTime() + nth * 10 - writer) }));
            });
            await sealAudit(client, { now: NOON, everything: false, limit: 4 });
          }
        }),
      );
      while ((await seal()) !== "idle");
      const check = await verifyAudit(test.db);
      expect(check).toMatchObject({ sealed: WRITERS * 15, broken: null, unsealed: 0 });
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  });

  it("takes in an entry that is committed after a later one was sealed, and never holds its writer up", async () => {
    await using slow = openDatabase({ url: test.url });
    await slow.orm.transaction(async (tx) => {
      await recordChange(tx, change({ now: new Date(NOON.getTime() - 1000) }));
      await record(1);
      expect(await seal()).toBe("idle");
      expect(await verifyAudit(test.db)).toMatchObject({ sealed: 1, unsealed: 0 });
    });
    await seal();
    expect(await verifyAudit(test.db)).toMatchObject({ sealed: 2, broken: null, unsealed: 0 });
  });

  it("lets a writer through while a process seals", async () => {
    await using other = openDatabase({ url: test.url });
    await other.sql.begin(async (sealing) => {
      await sealing`select pg_advisory_xact_lock(hashtextextended('audit chain', 0))`;
      await record(1);
      expect(await seal()).toBe("busy");
    });
    await seal();
    expect(await verifyAudit(test.db)).toMatchObject({ sealed: 1, broken: null });
  });

  it("seals what a release before it left, from its first run on", async () => {
    await test.db.sql`insert into audit_entries (id, at, actor, action, subject_id, detail)
      values ('aud_old', '2026-01-01', 'cli', 'operator_created', 'opr_1', '{"b": 1, "a": "x"}')`;
    await record(2);
    expect(await sealAudit(test.db, { now: NOON, everything: true })).toBe("idle");
    // Dated an hour and more before the head: found by a process's first look.
    await test.db.sql`insert into audit_entries (id, at, actor, action, subject_id, detail)
      values ('aud_late', '2026-01-01', 'cli', 'operator_created', 'opr_1', '{}')`;
    await seal();
    expect(await verifyAudit(test.db)).toMatchObject({ sealed: 3, unsealed: 1 });
    await sealAudit(test.db, { now: NOON, everything: true });
    expect(await verifyAudit(test.db)).toMatchObject({ sealed: 4, broken: null, unsealed: 0 });
  });
});

describe("the check, where somebody has the database's own rights", () => {
  /** Does something that the tables refuse to everybody. */
  async function force(statement: string): Promise<void> {
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql.begin(async (tx) => {
      await tx.unsafe("set local session_replication_role = replica");
      await tx.unsafe(statement);
    });
  }
  const entryOf = (number: number) => `(select entry_id from audit_seals where number = ${number})`;

  beforeEach(async () => {
    await record(6);
    await seal();
  });

  it.each([
    ["a changed detail", `update audit_entries set detail = '{}' where id = ${entryOf(3)}`, "changed", 3],
    ["another author", `update audit_entries set actor = 'cli' where id = ${entryOf(4)}`, "changed", 4],
    ["another address", `update audit_entries set address = null where id = ${entryOf(2)}`, "changed", 2],
    ["a removed entry", `delete from audit_entries where id = ${entryOf(3)}`, "entry_missing", 3],
    ["a removed seal", "delete from audit_seals where number = 3", "seal_missing", 3],
    ["a removed first seal", "delete from audit_seals where number = 1", "seal_missing", 1],
    [
      "two entries that changed places",
      `update audit_seals set number = case number when 2 then -2 else -4 end where number in (2, 4);
       update audit_seals set number = case number when -2 then 4 else 2 end where number < 0`,
      "moved",
      2,
    ],
    [
      "entries that changed places under their seals",
      `update audit_seals set entry_id = case number when 2 then 'x2' else 'x4' end where number in (2, 4)`,
      "entry_missing",
      2,
    ],
    ["a rewritten seal", `update audit_seals set hash = repeat('0', 64) where number = 5`, "changed", 5],
  ] as const)("finds %s", async (_what, statement, kind, number) => {
    await force(statement);
    expect((await verifyAudit(test.db)).broken).toMatchObject({ kind, number });
  });

  it("finds a chain that was cut or made anew by a seal that was noted elsewhere", async () => {
    const head = await findHead(test.db);
    if (head === null) throw new Error("Nothing is sealed.");
    const known = { number: head.number, hash: head.hash };
    expect((await verifyAudit(test.db, { known })).broken).toBeNull();
    await force(
      `delete from audit_entries where id = ${entryOf(6)}; delete from audit_seals where number = 6`,
    );
    expect((await verifyAudit(test.db)).broken).toBeNull();
    expect((await verifyAudit(test.db, { known })).broken).toMatchObject({ kind: "head_missing", number: 6 });
    await record(1);
    await seal();
    expect((await verifyAudit(test.db, { known })).broken).toMatchObject({ kind: "head_missing", number: 6 });
  });
});
