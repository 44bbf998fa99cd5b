import { insertExchanges } from "@parley/db/exchanges";
import { insertOperator } from "@parley/db/operators";
import { insertTestStore, type TestStore, testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** What people do about orders, refused calls and issues, from the shell. */

let cli: Cli;
let store: TestStore;
beforeAll(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
  await insertWaitingOrder(cli.db, store, {
    onlineOrderId: "WEB-1",
    receivedAt: new Date(Date.now() - 600_000),
  });
  const now = new Date();
  const person = async (name: string, role: "support" | "viewer") =>
    insertOperator(cli.db, {
      operator: {
        ...{ name, email: `${name}@example.com`, passwordHash: "x" },
        grants: [{ brandId: store.brand.id, locationId: null, role }],
      },
      now,
    });
  await person("ada", "support");
  await person("vera", "viewer");
});
afterAll(() => cli[Symbol.asyncDispose]());

const run = (...args: string[]) => cli.parley([...args, "--json"]);

describe("case", () => {
  it("is given to somebody, noted, put to rest, resolved and reopened, each by an event", async () => {
    expect(await run("case", "show", "WEB-1")).toMatchObject({
      json: { case: { state: "open", version: 0, events: [] } },
    });
    expect(await run("case", "assign", "WEB-1", "ada@example.com")).toMatchObject({
      json: { case: { state: "acknowledged", assignee: "ada@example.com", version: 1 } },
    });
    await run("case", "note", "WEB-1", "the store found no ticket");
    expect(await run("case", "snooze", "WEB-1", "--for", "2h")).toMatchObject({
      json: { case: { state: "snoozed", snoozed_until: expect.any(String) } },
    });
    expect(await run("case", "resolve", "WEB-1", "--as", "refunded", "--note", "by phone")).toMatchObject({
      json: { case: { state: "resolved", resolution: "refunded" } },
    });
    const { json } = await run("case", "reopen", "WEB-1");
    expect(json).toMatchObject({
      case: {
        state: "acknowledged",
        resolution: null,
        events: [
          { kind: "assigned", by: "cli", assignee: "ada@example.com" },
          { kind: "noted", note: "the store found no ticket" },
          { kind: "snoozed" },
          { kind: "resolved", resolution: "refunded", note: "by phone" },
          { kind: "reopened" },
        ],
      },
    });
  });

  it("is not overwritten by one who saw an older version", async () => {
    const { json } = await run("case", "show", "WEB-1");
    const { version } = Object(json).case;
    expect((await run("case", "assign", "WEB-1", "nobody", "--seen", String(version))).code).toBe(0);
    expect(await run("case", "assign", "WEB-1", "ada@example.com", "--seen", String(version))).toMatchObject({
      code: 1,
      json: { error: { code: "conflict", next_step: expect.stringContaining("case show ord_") } },
    });
  });

  it.each([
    [["assign", "WEB-1", "vera@example.com"], 1, "assignee_unknown"],
    [["assign", "WEB-1", "nemo@example.com"], 1, "not_found"],
    [["note", "WEB-1", " "], 1, "note_missing"],
    [["note", "WEB-1", "x".repeat(5_000)], 1, "note_too_long"],
    [["snooze", "WEB-1", "--until", "2020-01-01"], 1, "until_passed"],
    [["snooze", "WEB-1", "--until", "2999-01-01"], 1, "until_too_far"],
    [["snooze", "WEB-1"], 2, "usage"],
    [["snooze", "WEB-1", "--for", "2h", "--until", "2999-01-01"], 2, "usage"],
    [["resolve", "WEB-1", "--as", "whatever"], 2, "usage"],
    [["show", "iss_none"], 1, "not_found"],
    [["show", "exc_none"], 1, "not_found"],
    [["show", "WEB-2"], 1, "not_found"],
  ])("refuses %j", async (args, code, error) => {
    expect(await run("case", ...args)).toMatchObject({ code, json: { error: { code: error } } });
  });

  it("can be about a submit that never became an order", async () => {
    const { connection, brand } = store;
    const call = testExchange({
      ...{ status: 422, code: "unmapped_location", operation: "submit_order" as const },
      ...{ connectionId: connection.id, brandId: brand.id },
    });
    await insertExchanges(cli.db, [call]);
    expect(await run("case", "note", call.id, "asked the brand")).toMatchObject({
      json: { case: { subject: call.id, events: [{ kind: "noted" }] } },
    });
  });
});

describe("issues list", () => {
  it("tells what fails and who has it, and its ids open cases", async () => {
    const { json } = await run("issues", "list");
    const [issue] = Object(json).issues;
    expect(issue).toMatchObject({
      state: "open",
      location: store.location.code,
      waiting: [{ currency: "USD", count: 1 }],
      title: expect.stringContaining(store.location.name),
    });
    expect((await run("case", "assign", issue.id, "ada@example.com")).code).toBe(0);
    expect(await run("issues", "list")).toMatchObject({
      json: { issues: [{ id: issue.id, state: "acknowledged" }] },
    });
    expect((await cli.parley(["issues", "list"])).stdout).toContain(issue.title);
  });
});
