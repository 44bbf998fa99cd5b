import { insertOrder } from "@parley/db/orders";
import { insertOrdersLike, insertTestStore, testOrder } from "@parley/db/testing";
import { expect, it } from "vitest";
import { openCli } from "../testing/cli.ts";

const START = new Date("2026-11-23T12:00:00.000Z");

// B: what a search could not look through is said, and there is a way to narrow it.
it("says where more orders fit than a search looks through, and narrows by store and time", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const other = await insertTestStore(cli);
  const args = testOrder(store, { onlineOrderId: "WEB", receivedAt: START });
  await insertOrder(cli.db, args);
  await insertOrdersLike(cli, args.order.id, 1_050);
  const list = (...options: string[]) => cli.parley(["orders", "list", "--search", "WEB", ...options]);

  expect((await list()).stdout).toContain("others are not shown: add --store, --from, --until or --state");
  expect((await list("--json")).json).toMatchObject({ is_partial: true, is_more: true });
  const narrowed = await list("--json", "--from", "2026-11-23T11:59:50");
  expect(narrowed.json).toMatchObject({ is_partial: false, is_more: false });
  expect(narrowed.json).toHaveProperty("orders.length", 11);
  expect((await list("--store", other.location.code)).stdout).toContain("No order was found among those");
  expect((await list("--until", "2026-11-23", "--json")).json).toMatchObject({ orders: [] });
  expect((await list("--from", "yesterday")).code).toBe(2);
  expect((await list("--from", "2026-13-45")).code).toBe(2);
});
