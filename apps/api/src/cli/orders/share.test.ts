import { insertTestStore } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** Links to an order, from the shell. */

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
  const store = await insertTestStore(cli);
  await insertWaitingOrder(cli.db, store, { onlineOrderId: "WEB-1", receivedAt: new Date() });
});
afterAll(() => cli[Symbol.asyncDispose]());

const run = (...args: string[]) => cli.parley([...args, "--json"]);

it("makes a link, lists it without its token, and ends it", async () => {
  const { json } = await run("order", "share", "WEB-1", "--days", "1");
  expect(json).toMatchObject({
    path: expect.stringMatching(/^\/share\/[\w-]{43}$/),
    share: { state: "open", created_by: "cli", openings: 0 },
  });
  const id = String(Reflect.get(Object(Reflect.get(Object(json), "share")), "id"));
  const listed = await run("order", "shares", "WEB-1");
  expect(listed.json).toMatchObject({ shares: [{ id, state: "open" }] });
  expect(listed.stdout).not.toContain(String(Reflect.get(Object(json), "path")).slice(7));
  expect(await run("order", "unshare", id)).toMatchObject({ code: 0, json: { share: { state: "revoked" } } });
  expect((await run("order", "shares", "WEB-1")).json).toMatchObject({ shares: [{ state: "revoked" }] });
});

it("refuses a number of days that is not offered, and a link that is none", async () => {
  expect((await run("order", "share", "WEB-1", "--days", "365")).code).toBe(2);
  expect(await run("order", "unshare", "shr_none")).toMatchObject({
    code: 1,
    json: { error: { code: "not_found" } },
  });
});
