import { everyBrand } from "@parley/db";
import { findOrder } from "@parley/db/orders";
import { insertTestStore, type TestStore } from "@parley/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** A ticket that names one order while another one claims its number, from the shell. */

let cli: Cli;
let store: TestStore;
let holder: string;
let waiting: string;
beforeEach(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
  holder = await insertWaitingOrder(cli.db, store, { onlineOrderId: "WEB-1" });
  waiting = await insertWaitingOrder(cli.db, store, { onlineOrderId: "WEB-2" });
  expect((await confirm("WEB-1")).code).toBe(0);
});
afterEach(() => cli[Symbol.asyncDispose]());

const confirm = (id: string, ...more: string[]) =>
  cli.parley(["order", "confirm-placed", id, "--pos-order-id", "TILL-1", ...more]);
const find = (orderId: string) => findOrder(cli.db, { scope: everyBrand, orderId });

describe("order confirm-placed --overrule", () => {
  it("is what a refusal names, with the order that has the number", async () => {
    expect(await confirm("WEB-2", "--json")).toMatchObject({
      code: 1,
      json: {
        error: {
          code: "pos_order_taken",
          message: `The POS order TILL-1 belongs to another order: WEB-1 (${holder}).`,
          next_step: expect.stringContaining("confirm-placed WEB-2 --pos-order-id TILL-1 --overrule"),
        },
      },
    });
    expect(await find(waiting)).toMatchObject({ state: "attention" });
    expect(await find(holder)).toMatchObject({ state: "placed", dispute: null });
  });

  it("places the order that the ticket names, and disputes the other", async () => {
    const { code, stdout } = await confirm("WEB-2", "--overrule", "--note", "the ticket says WEB-2");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^WEB-2 is placed as TILL-1\. .*\nAnother order that had this number is disputed/);
    expect(await find(waiting)).toMatchObject({ state: "placed", posOrderId: "TILL-1" });
    expect(await find(holder)).toMatchObject({ state: "placed", dispute: "pos_order_of_another" });

    const attention = (await cli.parley(["attention"])).stdout;
    expect(attention).toContain("WEB-1");
    expect(attention).toContain("placed, but that ticket is another order's");
    expect(attention).toContain("look for its own ticket by the online order id");
    const trace = (await cli.parley(["order", "trace", "WEB-1"])).stdout;
    expect(trace).toContain("this ticket names another order");
  });

  it("leaves the other order alone where the one that is named does not wait", async () => {
    expect((await confirm("WEB-2", "--overrule")).code).toBe(0);
    await cli.parley(["order", "settle-dispute", holder]);
    expect((await confirm("WEB-1", "--overrule", "--json")).json).toMatchObject({
      error: { code: "not_waiting" },
    });
    expect(await find(waiting)).toMatchObject({ state: "placed", dispute: null });
  });
});
