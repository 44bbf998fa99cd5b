import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit } from "../audit/list.ts";
import type { Actor } from "../orders/actor.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import {
  type CaseAct,
  type CaseSubject,
  caseStateAt,
  changeCase,
  listCaseEvents,
  listCases,
  reopenCases,
} from "./cases.ts";

const NOW = new Date("2026-11-29T07:00:00Z");
const LATER = new Date("2026-11-29T08:00:00Z");
const ADA: Actor = { kind: "operator", id: "opr_ada" };
const PLACE = { brandId: "brd_1", locationId: "loc_1", connectionId: "con_1" } as const;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

let serial = 0;
const subject = (): CaseSubject => ({ kind: "order", id: `ord_${++serial}` });

const act = (about: CaseSubject, what: CaseAct, expectedVersion: number | null = null) =>
  changeCase(test.db, { subject: about, place: PLACE, expectedVersion, act: what, by: ADA, now: NOW });

const eventsOf = async ({ kind, id }: CaseSubject) => {
  const [found] = await listCases(test.db, { kind, ids: [id] });
  return found === undefined ? [] : await listCaseEvents(test.db, [found.id]);
};

describe("a case", () => {
  it("is opened by the first thing that anybody does, and keeps everything in order", async () => {
    const about = subject();
    expect(await listCases(test.db, { kind: "order", ids: [about.id] })).toEqual([]);
    await act(about, { kind: "note", note: "called the store" });
    await act(about, { kind: "assign", assigneeId: "opr_bob" }, 0);
    await act(about, { kind: "snooze", until: LATER, note: "they look at noon" }, 1);
    await act(about, { kind: "resolve", resolution: "refunded", note: null }, 2);
    await act(about, { kind: "reopen", note: "the guest called again" }, 3);
    expect(await eventsOf(about)).toMatchObject([
      { kind: "noted", note: "called the store", actor: "opr_ada" },
      { kind: "assigned", assigneeId: "opr_bob" },
      { kind: "snoozed", until: LATER, note: "they look at noon" },
      { kind: "resolved", resolution: "refunded" },
      { kind: "reopened", note: "the guest called again" },
    ]);
    expect(await listCases(test.db, { kind: "order", ids: [about.id] })).toMatchObject([
      { ...PLACE, state: "open", assigneeId: "opr_bob", resolution: null, snoozedUntil: null, version: 4 },
    ]);
  });

  it("is changed by one of two who act on what they both saw; a note never conflicts", async () => {
    const about = subject();
    const both = await Promise.all([
      act(about, { kind: "resolve", resolution: "mended", note: null }, 0),
      act(about, { kind: "assign", assigneeId: "opr_ada" }, 0),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["changed", "conflict"]);
    expect(await act(about, { kind: "note", note: "me too" }, 0)).toMatchObject({ kind: "changed" });
    expect(await eventsOf(about)).toHaveLength(2);
  });

  it("is not changed by what is so already", async () => {
    const about = subject();
    await act(about, { kind: "assign", assigneeId: "opr_ada" }, 0);
    expect(await act(about, { kind: "assign", assigneeId: "opr_ada" }, 1)).toMatchObject({
      kind: "changed",
      case: { version: 1 },
    });
    await act(about, { kind: "reopen", note: null }, 1);
    expect(await eventsOf(about)).toHaveLength(1);
  });

  it("rests until its time, and is then open again by itself", async () => {
    const about = subject();
    const { case: snoozed } = await act(about, { kind: "snooze", until: LATER, note: null }, 0);
    expect(caseStateAt(snoozed, NOW)).toBe("snoozed");
    expect(caseStateAt(snoozed, LATER)).toBe("open");
    const { case: taken } = await act(about, { kind: "assign", assigneeId: "opr_ada" }, 1);
    expect(caseStateAt(taken, NOW)).toBe("snoozed");
    expect(caseStateAt(taken, LATER)).toBe("acknowledged");
    expect(caseStateAt(null, NOW)).toBe("open");
  });

  it("is reopened by news that came after it was resolved", async () => {
    const [old, young] = [subject(), subject()];
    for (const about of [old, young])
      await act(about, { kind: "resolve", resolution: "mended", note: null }, 0);
    const by: Actor = { kind: "worker", name: "worker-1" };
    const nobody = { id: "ord_nobody", at: LATER };
    await reopenCases(test.db, {
      kind: "order",
      news: [{ id: old.id, at: LATER }, { id: young.id, at: NOW }, nobody],
      by,
      now: LATER,
    });
    expect((await eventsOf(old)).at(-1)).toMatchObject({ kind: "reopened", actor: "worker-1" });
    expect((await eventsOf(young)).at(-1)).toMatchObject({ kind: "resolved" });
  });

  it("is in the audit log by reference: what a person wrote is not", async () => {
    const about = subject();
    await act(about, { kind: "note", note: "Ada Lovelace, 213 555 0142, wants her tacos" });
    await act(about, { kind: "resolve", resolution: "refunded", note: "told Mrs Lovelace" }, 0);
    const entries = await listAudit(test.db, { subjectIds: [about.id], page: { limit: 10 } });
    expect(entries.map(({ action }) => action).sort()).toEqual(["case_noted", "case_resolved"]);
    expect(JSON.stringify(entries)).not.toContain("Lovelace");
    const [event] = await eventsOf(about);
    expect(entries.find(({ action }) => action === "case_noted")?.detail).toMatchObject({
      event: event?.id,
      hasNote: true,
    });
  });
});
