import { listAudit } from "@parley/db/audit";
import { insertOrder } from "@parley/db/orders";
import { insertTestStore, testOrder } from "@parley/db/testing";
import { expect, it } from "vitest";
import { openCli } from "../testing/cli.ts";

it("records a search among guests as the admin's are, once in an hour, without what was typed", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  await insertOrder(cli.db, testOrder(store, { guestName: "Maria Lopez", guestEmail: "maria@example.com" }));
  const searches = async () => await listAudit(cli.db, { actions: ["guest_searched"], page: { limit: 10 } });

  for (const text of ["Maria Lopez", "maria lopez"])
    expect((await cli.parley(["orders", "list", "--search", text])).stdout).toContain(store.location.code);
  expect(await searches()).toMatchObject([{ actor: "cli", address: null, detail: { kinds: ["name"] } }]);
  await cli.parley(["order", "trace", "maria@example.com"]);
  const [last, ...others] = await searches();
  expect(last).toMatchObject({ actor: "cli", detail: { kinds: ["email"] } });
  expect(others).toHaveLength(1);
  expect(JSON.stringify([last, ...others])).not.toMatch(/maria|lopez/i);

  await cli.parley(["orders", "list"]);
  await cli.parley(["orders", "list", "--search", "ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c"]);
  expect(await searches()).toHaveLength(2);
});
