import { everyBrand } from "@parley/db";
import { findOrder, getOrderTrace, POS, raiseDispute } from "@parley/db/orders";
import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** Orders that need a person, from the shell. */

let cli: Cli;
let store: TestStore;
beforeEach(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
});
afterEach(() => cli[Symbol.asyncDispose]());

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("attention", () => {
  it("lists what waits for a person, the longest waiting first, with what a call to the store needs", async () => {
    const { db } = cli;
    const young = await insertWaitingOrder(db, store, {
      onlineOrderId: "WEB-2",
      receivedAt: minutesAgo(3),
    });
    const old = await insertWaitingOrder(db, store, { onlineOrderId: "WEB-1", receivedAt: minutesAgo(90) });
    const { code, phone } = store.location;
    const { code: exitCode, json } = await cli.parley(["attention", "--json"]);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      sums: [{ currency: "USD", count: 2, total_cents: 5820 }],
      orders: [
        {
          id: old,
          online_order_id: "WEB-1",
          location: code,
          phone,
          reason: "the POS never said whether it has it",
          cause: "deadline",
          minutes: 90,
          grand_total_cents: 2910,
        },
        { id: young, minutes: 3 },
      ],
      is_more: false,
    });
    const { stdout } = await cli.parley(["attention"]);
    expect(stdout).toMatch(/^Orders that need a person: 2 worth 58\.20 USD\.\n\nORDER +ONLINE ORDER +STORE/);
    expect(stdout).toMatch(new RegExp(`${old} +WEB-1 +${code} .* 1 +90 +29\\.10 USD\\n${young} +WEB-2`));
  });

  it("says that there is nothing to do", async () => {
    expect(await cli.parley(["attention"])).toMatchObject({
      code: 0,
      stdout: "No order needs a person.\n",
    });
  });
});

describe("order confirm-placed", () => {
  it("settles the order under the id from the till, and names the person who settled it", async () => {
    const id = await insertWaitingOrder(cli.db, store, { onlineOrderId: "WEB-10" });
    const given = ["--pos-order-id", "TILL-10", "--note", "seen on the till"];
    const done = await cli.parley(["order", "confirm-placed", "WEB-10", ...given, "--json"]);
    expect(done).toMatchObject({
      code: 0,
      json: { order: { id, state: "placed", pos_order_id: "TILL-10" } },
    });
    const trace = await getOrderTrace(cli.db, { scope: everyBrand, orderId: id });
    expect(trace?.events.at(-1)).toMatchObject({
      kind: "placed",
      actor: "cli",
      detail: { note: "seen on the till" },
    });
    expect((await cli.parley(["order", "trace", id])).stdout).toContain("A person confirmed it at the POS.");
    expect((await cli.parley(["attention"])).stdout).toBe("No order needs a person.\n");
  });

  it("wants the POS's id", async () => {
    expect((await cli.parley(["order", "confirm-placed", "WEB-10", "--json"])).code).toBe(2);
  });

  it("refuses an id that another order has, and one that cannot be one", async () => {
    const first = await insertWaitingOrder(cli.db, store);
    const second = await insertWaitingOrder(cli.db, store);
    const confirm = (id: string, posOrderId: string) =>
      cli.parley(["order", "confirm-placed", id, "--pos-order-id", posOrderId, "--json"]);
    expect((await confirm(first, "TILL-1")).code).toBe(0);
    expect(await confirm(second, "TILL-1")).toMatchObject({
      code: 1,
      json: { error: { code: "pos_order_taken", message: expect.stringContaining("TILL-1") } },
    });
    expect(await confirm(second, " ")).toMatchObject({ json: { error: { code: "invalid_pos_order_id" } } });
    expect((await findOrder(cli.db, { scope: everyBrand, orderId: second }))?.state).toBe("attention");
  });
});

describe("order confirm-absent", () => {
  it("settles the order once", async () => {
    const id = await insertWaitingOrder(cli.db, store, { onlineOrderId: "WEB-20" });
    const done = await cli.parley(["order", "confirm-absent", id, "--attempt", "1"]);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^WEB-20 is errored: .*refunded/) });
    const again = await cli.parley(["order", "confirm-absent", id, "--attempt", "1", "--json"]);
    expect(again).toMatchObject({
      code: 1,
      json: { error: { code: "not_waiting", message: expect.stringContaining("it is errored") } },
    });
  });

  it("finds no order where there is none, and leaves one that is under way alone", async () => {
    expect(
      (await cli.parley(["order", "confirm-absent", "WEB-NONE", "--attempt", "1", "--json"])).json,
    ).toMatchObject({
      error: { code: "not_found" },
    });
    const id = await insertWaitingOrder(cli.db, store);
    await cli.parley(["order", "resend", id, "--attempt", "1"]);
    expect(
      (await cli.parley(["order", "confirm-absent", id, "--attempt", "1", "--json"])).json,
    ).toMatchObject({
      error: { code: "not_waiting", message: expect.stringContaining("it is unknown") },
    });
  });
});

describe.each(["confirm-absent", "resend"])("order %s", (act) => {
  it("waits until what was sent cannot reach the till any more", async () => {
    const endedAt = new Date();
    const id = await insertWaitingOrder(cli.db, store, {}, endedAt);
    const from = new Date(endedAt.getTime() + 45_000).toISOString();
    const early = await cli.parley(["order", act, id, "--attempt", "1", "--json"]);
    expect(early).toMatchObject({
      code: 1,
      json: { error: { code: "too_early", message: expect.stringContaining(from) } },
    });
    // Shortens the quiet period, as it does for the API.
    const env = { TIME_SCALE: "0.000001" };
    expect((await cli.parley(["order", act, id, "--attempt", "1"], { env })).code).toBe(0);
  });

  it("wants to know which try the person looked after, and takes no older one", async () => {
    const id = await insertWaitingOrder(cli.db, store);
    expect((await cli.parley(["order", act, id, "--json"])).code).toBe(2);
    expect((await cli.parley(["order", act, id, "--attempt", "one", "--json"])).code).toBe(2);
    expect(await cli.parley(["order", act, id, "--attempt", "0", "--json"])).toMatchObject({
      code: 1,
      json: { error: { code: "sent_again", next_step: expect.stringContaining("--attempt 1") } },
    });
  });
});

describe("order resend", () => {
  it("makes one more attempt from the shell and leaves the rest to the API", async () => {
    const id = await insertWaitingOrder(cli.db, store, { onlineOrderId: "WEB-30" });
    // The store has no POS, so nothing can be sent, but an earlier try may have arrived.
    const { code, stdout } = await cli.parley([
      "order",
      "resend",
      id,
      "--attempt",
      "1",
      "--note",
      "the till is back",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^WEB-30 was sent again and is not settled: it is unknown\./);
    const trace = await getOrderTrace(cli.db, { scope: everyBrand, orderId: id });
    expect(trace?.order).toMatchObject({ state: "unknown", ambiguous: true, leaseOwner: null });
    expect(trace?.order.dueAt).not.toBeNull();
    expect(trace?.attempts).toHaveLength(2);
    expect(trace?.events).toContainEqual(
      expect.objectContaining({
        kind: "attempt_started",
        actor: "cli",
        detail: { attempt: 2, note: "the till is back" },
      }),
    );
  });
});

describe("an order that its POS contradicts", () => {
  async function insertDisputed(onlineOrderId: string): Promise<string> {
    const id = await insertWaitingOrder(cli.db, store, { onlineOrderId });
    await cli.parley(["order", "confirm-placed", id, "--pos-order-id", `TILL-${onlineOrderId}`]);
    const now = minutesAgo(7);
    await raiseDispute(cli.db, { orderId: id, dispute: "pos_cancelled", actor: POS, detail: null, now });
    return id;
  }

  it("stands in front, with the store's phone and what to look for", async () => {
    const id = await insertDisputed("WEB-40");
    const { code, phone } = store.location;
    expect((await cli.parley(["attention", "--json"])).json).toMatchObject({
      orders: [],
      disputed: {
        count: 1,
        orders: [
          {
            id,
            state: "placed",
            dispute: "pos_cancelled",
            minutes: 7,
            location: code,
            phone,
            online_order_id: "WEB-40",
            pos_order_id: "TILL-WEB-40",
            grand_total_cents: 2910,
          },
        ],
      },
    });
    const { stdout } = await cli.parley(["attention"]);
    expect(stdout).toMatch(/^The POS contradicts what PAR was told of 1 order\.\n\nORDER +ONLINE ORDER/);
    expect(stdout).toContain("placed, then the POS took it back");
    expect(stdout).toContain("settle-dispute");
    expect(stdout).not.toContain("No order needs a person.");
  });

  it("is settled once, with a note, and stays for PAR what it was", async () => {
    const id = await insertDisputed("WEB-41");
    const done = await cli.parley(["order", "settle-dispute", "WEB-41", "--note", "refunded"]);
    expect(done).toMatchObject({ code: 0, stdout: "WEB-41 is looked after. It stays placed for PAR.\n" });
    const trace = await getOrderTrace(cli.db, { scope: everyBrand, orderId: id });
    expect(trace?.events.at(-1)).toMatchObject({
      kind: "dispute_settled",
      actor: "cli",
      detail: { note: "refunded" },
    });
    expect((await cli.parley(["attention"])).stdout).toBe("No order needs a person.\n");
    expect((await cli.parley(["order", "settle-dispute", id, "--json"])).json).toMatchObject({
      error: { code: "not_disputed" },
    });
  });
});
