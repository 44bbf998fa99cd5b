import { insertOrder, recordResult } from "@parley/db/orders";
import { insertTestStore, testOrder, testPlaced } from "@parley/db/testing";
import { expect, it } from "vitest";
import { openCli } from "../testing/cli.ts";

it("erases one guest, and the trace of their order says so from then on", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const args = testOrder(store, { guestName: "Ada", guestEmail: "ada@b.co" });
  await insertOrder(cli.db, args);
  await recordResult(cli.db, testPlaced(args.order.id));
  const trace = async () => await cli.parley(["order", "trace", args.order.id]);
  expect((await trace()).stdout).not.toMatch(/^guest/m);
  const dry = await cli.parley(["guest", "erase", "--email", "ada@b.co", "--dry-run"]);
  expect(dry.code).toBe(0);
  expect((await trace()).stdout).not.toMatch(/^guest/m);
  expect((await cli.parley(["guest", "erase", "--email", "ada@b.co"])).code).toBe(0);
  expect((await trace()).stdout).toMatch(/^guest +erased on \d{4}-\d\d-\d\dT/m);
  const { json } = await cli.parley(["order", "trace", args.order.id, "--json"]);
  expect(json).toMatchObject({ guest_gone: { erased: true, brand: null } });
});
