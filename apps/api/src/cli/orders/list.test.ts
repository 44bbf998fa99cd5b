import { insertExchanges } from "@parley/db/exchanges";
import { CLI, insertOrder } from "@parley/db/orders";
import { insertOrdersLike, insertTestStore, testExchange, testOrder } from "@parley/db/testing";
import { insertView } from "@parley/db/views";
import { expect, it } from "vitest";
import { openCli } from "../testing/cli.ts";

const START = new Date("2026-11-23T12:00:00.000Z");

// B: what a search could not look through is said, and there is a way to narrow it.
it("says where more orders fit than a search looks through, and narrows by store and time", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const other = await insertTestStore(cli);
  // Those that are open are looked through to the last.
  const args = testOrder(store, { onlineOrderId: "WEB", receivedAt: START, state: "rejected" });
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

it("takes the admin's words for a state: pending, and refused before it became an order", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const args = testOrder(store, { receivedAt: START });
  await insertOrder(cli.db, args);
  const about = { connectionId: store.connection.id, brandId: store.brand.id };
  const call = testExchange({ ...about, status: 400, code: "invalid_field", at: START });
  await insertExchanges(cli.db, [call]);
  const list = async (state: string) =>
    (await cli.parley(["orders", "list", "--state", state, "--json"])).json;

  expect(await list("pending")).toMatchObject({ orders: [{ id: args.order.id }], refused_submits: [] });
  expect(await list("dispatching")).toMatchObject({ orders: [{ id: args.order.id }] });
  expect(await list("placed")).toMatchObject({ orders: [] });
  expect(await list("refused")).toMatchObject({ orders: [], refused_submits: [{ id: call.id }] });
  expect((await cli.parley(["orders", "list", "--state", "burnt"])).code).toBe(2);
});

it("writes the orders as a file that no spreadsheet runs", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const args = testOrder(store, { onlineOrderId: "=HYPERLINK(1)", receivedAt: START });
  await insertOrder(cli.db, args);
  const [header = "", line = "", ...more] = (await cli.parley(["orders", "list", "--csv"])).stdout
    .trim()
    .split("\r\n");
  expect(more).toEqual([]);
  expect(header.split(",").slice(0, 2)).toEqual(["id", "state"]);
  expect(line.split(",")).toHaveLength(header.split(",").length);
  expect(line).toContain(`,'=HYPERLINK(1),`);
  expect(line).toContain(START.toISOString());
});

it("narrows by brand, cause, age and amount as the page does, and by a view of the page", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const other = await insertTestStore(cli);
  const args = testOrder(store, { receivedAt: START });
  const another = testOrder(other, { receivedAt: START });
  await insertOrder(cli.db, args);
  await insertOrder(cli.db, another);
  const list = async (...options: string[]) => {
    const { json, stderr } = await cli.parley(["orders", "list", "--json", ...options]);
    const found: { id: string }[] | undefined = Object(json).orders;
    expect(found, stderr + JSON.stringify(json)).toBeDefined();
    return found?.map(({ id }) => id).sort();
  };
  const both = [args.order.id, another.order.id].sort();
  const total = args.order.grandTotalCents / 100;

  expect(await list("--brand", store.brand.code)).toEqual([args.order.id]);
  expect(await list("--cause", "on_its_way")).toEqual(both);
  expect(await list("--cause", "sold_out")).toEqual([]);
  expect(await list("--min-age", "15m")).toEqual(both);
  expect(await list("--min", String(total), "--max", String(total))).toEqual(both);
  expect(await list("--min", String(total + 1))).toEqual([]);
  expect((await cli.parley(["orders", "list", "--min", "much"])).code).toBe(2);
  expect((await cli.parley(["orders", "list", "--cause", "burnt"])).code).toBe(2);

  const [owner] = await cli.db.sql`
    insert into operators (id, name, email, created_at, updated_at) values ('opr_1', 'Ada', 'ada@example.com', now(), now())
    returning id`;
  const view = { list: "orders", name: "Mine", sharedWith: null, ownerId: String(owner?.id) } as const;
  const params = `show=pending&brand=${store.brand.id}`;
  await insertView(cli.db, { ...view, params, by: CLI, now: START });
  expect(await list("--view", "Mine")).toEqual([args.order.id]);
  expect(await list("--view", "Mine", "--brand", other.brand.code)).toEqual([another.order.id]);
  expect((await cli.parley(["orders", "list", "--view", "Yours"])).code).toBe(1);
  await insertView(cli.db, { ...view, list: "issues", params: "", by: CLI, now: START });
  expect((await cli.parley(["view", "show", "Mine"])).stderr).toContain("More than one view");
});

it("lists the validates that no submit followed", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  const about = { connectionId: store.connection.id, brandId: store.brand.id, locationId: store.location.id };
  const call = testExchange({ ...about, operation: "validate_order", onlineOrderId: "WEB-9", at: START });
  await insertExchanges(cli.db, [call]);
  const list = async (...options: string[]) =>
    (await cli.parley(["orders", "list", "--operation", "validates", "--json", ...options])).json;
  expect(await list()).toMatchObject({ validates: [{ id: call.id }] });
  expect(await list("--until", "2026-11-23")).toMatchObject({ validates: [] });
  expect(await list("--search", "3456", "--csv")).toMatchObject({
    error: { code: "not_of_validates", message: expect.stringMatching(/^--search and --csv go with orders/) },
  });
});

// B: a caller knows about how much it was; what was looked up instead is not all that there is to look for.
it("says with which options an amount is found that is only about known", async () => {
  await using cli = await openCli();
  const store = await insertTestStore(cli);
  await insertOrder(cli.db, testOrder(store, { guestName: "Maria Smith", grandTotalCents: 1149 }));
  const list = (...options: string[]) => cli.parley(["orders", "list", ...options]);

  const { stdout } = await list("--search", "Smith about $11");
  const [, hint = ""] = /By amount: parley orders list (.+)/.exec(stdout) ?? [];
  expect(hint).toBe('--min 10.00 --max 12.00 --search "Smith"');
  const hinted = await list(...hint.replaceAll('"', "").split(" "), "--json");
  expect(hinted.json).toMatchObject({ orders: [{ grand_total_cents: 1149 }] });
  expect((await list("--search", "about 11", "--json")).json).toMatchObject({
    amounts: { min_hundredths: 1000, max_hundredths: 1200, name: null },
  });
  expect((await list("--search", "11.49", "--json")).json).toMatchObject({ amounts: null });
});
