import { until } from "../../program.ts";
import type { DrillOrder } from "../drill-orders.ts";
import { NO_SUCH_HOST, pointTo } from "../test-runs/outage.ts";
import type { World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";
import { ended, sent, ticketOf, type Way } from "./way.ts";

const WITHIN_MS = 30_000;

const refusedConnection: Way = {
  storeClass: "A",
  make: async (world, store) => {
    await store.wire.down();
    return sent(world, store, undefined);
  },
  says: [
    { cause: "pos_unreachable", job: "store", words: "could not be reached" },
    { cause: "pos_unreachable", job: "store", step: "pos_calls", words: "surely does not have it" },
  ],
};

const unknownHost: Way = {
  storeClass: "A",
  make: async (world, store) => {
    await pointTo(world, store, NO_SUCH_HOST);
    return sent(world, store, undefined);
  },
  says: [{ cause: "pos_unreachable", job: "store", words: "its host name is not known" }],
};

/** More orders than a POS is asked for in vain: the rest wait until it is heard of. */
const nobodyAnswered: Way = {
  storeClass: "A",
  make: async (world, store) => {
    await store.wire.down();
    const orders: DrillOrder[] = [];
    for (let count = 0; count < 8; count += 1) orders.push(await written(world, store));
    return orders.slice(-2);
  },
  says: [
    { cause: "pos_unreachable", job: "store", words: "does not answer" },
    {
      // Where a call ran out of time before it was refused, its order may be at the POS, and those behind it wait.
      cause: ["pos_unreachable", "store_in_doubt"],
      ...{ job: "store", step: "pos_calls", words: "It was never sent" },
    },
  ],
};

const lostAnswer: Way = {
  storeClass: "D",
  make: (world, store) => {
    store.wire.add({ kind: "timeout", direction: "down" });
    return sent(world, store, undefined);
  },
  says: [{ cause: "pos_silent", job: "support", step: "settle", words: "never said whether" }],
};

const cutAnswer: Way = {
  storeClass: "D",
  make: (world, store) => {
    store.wire.add({ kind: "limit_data", direction: "down", bytes: 9 });
    return sent(world, store, undefined);
  },
  says: [{ cause: "pos_silent", job: "support", step: "settle", words: "never said whether" }],
};

/** The POS takes one order at once and keeps it: the next ones wait for their turn. */
const slow: Way = {
  storeClass: "A",
  make: async (world, store) => {
    await pointTo(world, store, `http://127.0.0.1:${store.wire.port}`, { slots: 1 });
    store.wire.add({ kind: "timeout", direction: "up" });
    return sent(world, store, undefined, undefined, undefined);
  },
  says: [{ cause: "on_its_way", job: "nobody", words: "Waits for its turn" }],
};

/** Orders that the POS fails again and again, among others that pass. */
const poisonedAmongGood: Way = {
  storeClass: "A",
  make: async (world, store) => {
    const poisoned = sent(world, store, "sim-fault");
    await ended(world, store);
    await ended(world, store);
    return poisoned;
  },
  says: [{ cause: "pos_fault", job: "support", words: "the order itself is the problem" }],
};

/** Nothing passes any more, though the POS answers. */
const poisonedInARow: Way = {
  storeClass: "A",
  make: async (world, store) => {
    const orders: DrillOrder[] = [];
    for (let count = 0; count < 12; count += 1) orders.push(await written(world, store, "sim-fault"));
    return orders.slice(-3);
  },
  says: [{ cause: "store_in_doubt", job: "pos_provider", words: "answers, but has not placed or refused" }],
};

/** A process dies with the POS's answer in its memory. */
const lostWorker = {
  make: async (world, store) => {
    const dying = await world.startApi(`dies-for-${store.code}`, { env: { FAILPOINT: "cp14:kill" } });
    const order = world.order(store, "way");
    void world.send(order, () => [dying.url, ...world.balanced()]);
    await dying.program.exited;
    return [order];
  },
} satisfies Partial<Way>;

/** The ticket of one order under the number of another, which a person finds. */
const ticketOfAnother: Way = {
  storeClass: "D",
  make: async (world, store) => {
    const [first] = sent(world, store, "sim-lose-ack");
    if (first === undefined) throw new Error("Nothing was sent.");
    const ticket = await until("its ticket", WITHIN_MS, () => ticketOf(world, first));
    const second = await ended(world, store, "sim-crossed-id");
    await until("a person finds the ticket", WITHIN_MS, () => confirmed(world, first, ticket.posOrderId));
    return [second];
  },
  says: [
    {
      cause: "crossed_orders",
      job: "support",
      step: "settleDispute",
      words: "this ticket names another order",
    },
  ],
};

/** By what wires, processes and people of a drill do. */
export const WIRE_WAYS = {
  refusedConnection,
  unknownHost,
  nobodyAnswered,
  lostAnswer,
  cutAnswer,
  slow,
  poisonedAmongGood,
  poisonedInARow,
  ticketOfAnother,
} satisfies Record<string, Way>;

/** Those whose process would also take the orders of others, so that they come first. */
export const DEATH_WAYS = {
  asking: {
    ...lostWorker,
    storeClass: "C",
    says: [
      { cause: "gateway_restarted", job: "nobody", words: "Parley was restarted" },
      { cause: "placed", job: "nobody", words: "Placed at" },
    ],
  },
  person: {
    ...lostWorker,
    storeClass: "D",
    says: [{ cause: "gateway_restarted", job: "support", step: "settle", words: "never said whether" }],
  },
} satisfies Record<string, Way>;

/** Sends an order and waits until it is in the ledger, so that the next one is younger. */
async function written(world: World, store: DrillStore, item?: string): Promise<DrillOrder> {
  const [order] = sent(world, store, item);
  if (order === undefined) throw new Error("Nothing was sent.");
  await until("the order is in the ledger", WITHIN_MS, async () => {
    const rows = await world.owner.sql`select 1 from orders where request_uid = ${order.requestUid}
      and (attempt = 0 or state <> 'dispatching')`;
    return rows.length > 0;
  });
  return order;
}

/** Says by the operators' API that the order's ticket has this number, whoever else has it; false where it is not its time. */
async function confirmed(world: World, { requestUid }: DrillOrder, posOrderId: string): Promise<boolean> {
  const [row] = await world.owner.sql<{ id: string }[]>`
    select id from orders where request_uid = ${requestUid} and state = 'attention'`;
  if (row === undefined) return false;
  const response = await fetch(`${world.apis[0]?.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${world.apiKey}` },
    body: JSON.stringify({
      query: `mutation($input: ConfirmOrderPlacedInput!) { act: confirmOrderPlaced(input: $input) { __typename } }`,
      variables: { input: { orderId: row.id, posOrderId, overrules: true } },
    }),
  });
  const answer: { data?: { act?: { __typename: string } } } = await response.json();
  return answer.data?.act?.__typename === "Order";
}
