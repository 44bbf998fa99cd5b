import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, details, getOrder, type Par, submit } from "./independent-par.ts";
import { type OrderBody, testItemOrder } from "./orders.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/**
 * An order at a POS that can be neither asked nor trusted with a second try (class D): PAR gets `pending`
 * until a person has called the store and reported the result, in the admin or a shell; then PAR gets that.
 */

const STORE = "YC-LC-001";
/** Two waits of one test, and what it does between them, end before the test's own time does. */
const WITHIN_MS = 45_000;

let stack: Stack;
let par: Par;
let support: Record<string, string>;

beforeAll(async () => {
  stack = await startStack({
    timeScale: 0.1,
    env: {
      POS_SIMULATOR_CLASSES: `${STORE}=D`,
      // As long as in production, however busy the machine is.
      ATTEMPT_DEADLINE_MS: "100000",
      SYNC_BUDGET_MS: "80000",
      LEASE_MS: "150000",
    },
  });
  par = stack.yummyTaco;
  const { locations } = await parley("location", "list");
  const { url } = locations.find(({ code }: { code: string }) => code === STORE).pos_settings;
  await parley("location", "set-pos", STORE, "--url", url, "--store", STORE, "--class", "D");
  const key = await parley(
    "operator",
    "api-key",
    "create",
    "--operator",
    "support@parley.example",
    "--name",
    "t",
  );
  support = { "content-type": "application/json", authorization: `Bearer ${key.secret}` };
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** What a command of the operator's CLI says to scripts. */
async function parley(...args: string[]) {
  const { code, output } = await stack.parley(...args, "--json");
  expect(code, output).toBe(0);
  return JSON.parse(output.slice(output.indexOf("{")));
}

async function ask(query: string, variables: Record<string, unknown>) {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${stack.apiUrl}/graphql`, { method: "POST", headers: support, body });
  return await response.json();
}

const waiting = async (order: OrderBody) =>
  (await parley("attention")).orders.find(
    (row: { request_uid: string }) => row.request_uid === order.request_uid,
  );

/** Submits an order of this test item and waits until only a person can settle it. */
async function inAttention(
  itemId: string,
): Promise<{ order: OrderBody; row: { id: string; phone: string } }> {
  const order = testItemOrder(itemId);
  const answer = await submit(par, order);
  expect(answer.json).toMatchObject({ status: "pending" });
  const row = await until(`${itemId} needs a person`, WITHIN_MS, async () => (await waiting(order)) ?? null);
  expect(row).toMatchObject({ state: "attention", location: STORE, phone: expect.any(String) });
  expect((await poll(order)).json).toMatchObject({ status: "pending" });
  return { order, row };
}

/** Settles an order by what was seen after its one try, as soon as the gateway accepts it. */
async function settle(act: "confirm-absent" | "resend", id: string) {
  let output = "";
  const what = () => `${act} is let through; the last answer was ${output}`;
  return await until(what, WITHIN_MS, async () => {
    ({ output } = await stack.parley("order", act, id, "--attempt", "1", "--json"));
    const said = JSON.parse(output.slice(output.indexOf("{")));
    expect(said.error?.code ?? "too_early").toBe("too_early");
    return said.error === undefined ? said : null;
  });
}

const poll = (order: OrderBody): Promise<Answer> => getOrder(par, order.request_uid);
const tickets = (order: OrderBody) => stack.journal(order.order_details.online_order_id);

describe("an order that waits for a person", () => {
  it("is placed for PAR when support has found its ticket", async () => {
    const { order, row } = await inAttention("sim-lose-ack");
    const [ticket] = tickets(order);
    const { data } = await ask(
      `query($id: ID!) { order(id: $id) { canBeSettled ticketMark location { phone } } }`,
      { id: row.id },
    );
    expect(data.order).toMatchObject({ canBeSettled: true, location: { phone: row.phone } });
    const settled = await ask(
      `mutation($input: ConfirmOrderPlacedInput!) { confirmOrderPlaced(input: $input) { __typename } }`,
      { input: { orderId: row.id, posOrderId: ticket?.pos_order_id, note: "on the till" } },
    );
    expect(settled).toEqual({ data: { confirmOrderPlaced: { __typename: "Order" } } });
    const answer = await poll(order);
    expect(answer.json).toMatchObject({ status: "placed" });
    expect(details(answer).pos_order_id).toBe(ticket?.pos_order_id);
    expect(tickets(order)).toHaveLength(1);
    expect(await waiting(order)).toBeUndefined();
  });

  it("is errored for PAR when nothing was found", async () => {
    const { order, row } = await inAttention("sim-fault");
    // Until the quiet period is over, the POS may still place the order that it was sent.
    const done = await settle("confirm-absent", row.id);
    expect(done).toMatchObject({ order: { state: "errored" } });
    expect((await poll(order)).json).toMatchObject({ status: "errored" });
    expect(tickets(order)).toEqual([]);
  });

  it("is sent again from a shell, and placed once", async () => {
    const { order, row } = await inAttention("sim-fault-once");
    expect(await settle("resend", row.id)).toMatchObject({ order: { state: "placed" } });
    const answer = await poll(order);
    expect(answer.json).toMatchObject({ status: "placed" });
    const [ticket, ...more] = tickets(order);
    expect(details(answer).pos_order_id).toBe(ticket?.pos_order_id);
    expect(more).toEqual([]);
  });
});
