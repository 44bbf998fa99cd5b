import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../ids.ts";
import { createTestDatabase, type TestDatabase, testExchange } from "../testing/database.ts";
import { insertExchanges } from "./exchanges.ts";
import { listCallTraits } from "./traits.ts";

const NOON = new Date("2026-11-30T12:00:00Z");
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1_000);

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

it("counts the forms of a connection's newest calls and why they were refused, and no other calls", async () => {
  const connectionId = newId("con");
  const call = (at: number, seen: unknown, more: object = {}) =>
    testExchange({ connectionId, at: after(at), seen, reason: null, ...more });
  const newest = call(6, { request_spelling: "snake" });
  await insertExchanges(test.db, [
    call(0, { request_spelling: "camel" }),
    call(1, { request_spelling: "pascal", id_form: "text" }),
    call(2, { request_spelling: "snake", id_form: "text" }, { reason: "no_expiry" }),
    // Of an earlier release, and without anything that was seen.
    call(3, [{ guess: "jwt_key", value: "full" }]),
    call(4, null, { direction: "out", reason: "timeout" }),
    call(5, { request_spelling: "mixed" }, { connectionId: newId("con") }),
    newest,
  ]);
  const traits = await listCallTraits(test.db, { connectionId, since: after(0), limit: 4 });
  expect(traits.map(({ trait, form, calls }) => [trait, form, calls])).toEqual([
    ["id_form", "text", 2],
    ["refused", "no_expiry", 1],
    ["request_spelling", "snake", 2],
    ["request_spelling", "pascal", 1],
  ]);
  expect(traits[2]).toMatchObject({ lastAt: after(6), lastExchangeId: newest.id });
  expect(await listCallTraits(test.db, { connectionId, since: after(7), limit: 4 })).toEqual([]);
});
