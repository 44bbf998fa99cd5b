import { once } from "node:events";
import { createServer, request } from "node:http";
import { everyBrand, openDatabase } from "@parley/db";
import { openVault } from "@parley/db/secrets";
import { listLocations, setLocationPos } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, getOrder, type Par, submit } from "./independent-par.ts";
import { BURGER_BARN, freshOrder, type OrderBody, testItemOrder } from "./orders.ts";
import { until } from "./program.ts";
import { MASTER_KEY, type Stack, startStack } from "./stack.ts";

/** A store's slots and its breaker hold over all processes behind the port, counted by what stands before the POS. */

const SLOTS = 3;
const ORDERS = 24;
const SETTLED_WITHIN_MS = 90_000;

let stack: Stack;
let par: Par;
let till: Till;

beforeAll(async () => {
  // Tries that outlast the test's waits: what is counted is one call for each place.
  const env = { ATTEMPT_DEADLINE_MS: "200000", LEASE_MS: "300000" };
  stack = await startStack({ timeScale: 0.1, env });
  par = stack.yummyTaco;
  till = await openTill(stack.posUrl);
});
afterAll(async () => {
  await till?.[Symbol.asyncDispose]();
  await stack?.[Symbol.asyncDispose]();
});

describe.each([1, 2, 4])("a store's slots, with %i processes", (processes) => {
  beforeAll(async () => {
    await stack.stopApi();
    await stack.startApi({ API_PROCESSES: String(processes) });
    // The start has set the demo's stores to the demo's POS again.
    await pointStoreAt(till.url);
    await until("all serve, and call the till", 60_000, async () => {
      const ready = await (await fetch(`${stack.apiUrl}/readyz`, { headers: ONCE })).text();
      if (processes > 1 && !ready.includes(`"serving":${processes}`)) return false;
      const before = till.count;
      const orders = Array.from({ length: 2 * processes }, freshOrder);
      await Promise.all(orders.map((order) => submit(par, order)));
      return till.count >= before + orders.length;
    });
  });

  it("are all that its POS ever has at once, and another store waits for none of them", async () => {
    till.hold();
    till.recount();
    const orders = Array.from({ length: ORDERS }, freshOrder);
    const answers = Promise.all(orders.map((order) => submit(par, order)));
    await until("the slots are taken", 20_000, () => till.open === SLOTS);
    expect((await submit(stack.burgerBarn, othersOrder())).json.status).toBe("rejected");
    expect((await answers).map(({ status }) => status)).toEqual(orders.map(() => 202));
    expect(till.open).toBe(SLOTS);
    till.letThrough();
    for (const order of orders) await placed(order);
    expect(till.most).toBe(SLOTS);
    for (const order of orders) expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });

  it("are not called by one process where another found that the POS is gone", async () => {
    till.refuse();
    const tried: OrderBody[] = [];
    const isCalledFor = async () => {
      const before = till.count;
      tried.push(freshOrder());
      for (const order of tried.slice(-1)) await submit(par, order);
      return till.count > before;
    };
    await until("the breaker is open", 30_000, async () => !(await isCalledFor()));
    // Connections go to all processes in turn.
    const called = await Promise.all(Array.from({ length: 4 * processes }, isCalledFor));
    expect(called).toEqual(called.map(() => false));
    till.letThrough();
    for (const order of tried) await placed(order);
    for (const order of tried) expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });
});

/** One that its POS refuses, at a store of another brand. */
function othersOrder(): OrderBody {
  const body = testItemOrder("sim-refuse");
  const { organizationId: organization_id, locationId: location_id } = BURGER_BARN;
  const order_details = { ...body.order_details, tax_total: 0.07, grand_total: 1.07 };
  return { ...body, organization_id, location_id, order_details };
}

const ONCE = { connection: "close" };

async function placed(order: OrderBody): Promise<Answer> {
  return await until(`${order.request_uid} is placed`, SETTLED_WITHIN_MS, async () => {
    const answer = await getOrder(par, order.request_uid);
    return answer.json.status === "placed" ? answer : null;
  });
}

async function pointStoreAt(url: string): Promise<void> {
  await using db = openDatabase({ url: stack.databaseUrl, max: 1 });
  const vault = openVault({ masterKey: MASTER_KEY });
  const store = (await listLocations(db, { scope: everyBrand })).find(({ code }) => code === "YC-LC-001");
  if (store === undefined) throw new Error("The store is missing");
  await setLocationPos(db, {
    vault,
    locationId: store.id,
    posKind: "bridge",
    posSettings: { url, store: "YC-LC-001", class: "A", slots: SLOTS },
    judge: () => "same",
    now: new Date(),
  });
}

/** A till that counts its calls, holds them, or refuses each with a fault. */
interface Till extends AsyncDisposable {
  url: string;
  /** Calls under way, the most that were, and all so far. */
  readonly open: number;
  readonly most: number;
  readonly count: number;
  hold(): void;
  /** Counts the most from now. */
  recount(): void;
  refuse(): void;
  letThrough(): void;
}

async function openTill(posUrl: string): Promise<Till> {
  let mode: "open" | "held" | "gone" = "open";
  let let_ = () => {};
  let through = Promise.resolve();
  let open = 0;
  let most = 0;
  let count = 0;
  const server = createServer(async (req, res) => {
    const isOrder = req.method === "PUT";
    if (isOrder) {
      count += 1;
      open += 1;
      most = Math.max(most, open);
      res.once("close", () => {
        open -= 1;
      });
    }
    if (mode === "gone") {
      req.socket.destroy();
      return;
    }
    if (mode === "held" && isOrder) await through;
    const to = new URL(req.url ?? "/", posUrl);
    const passed = request(to, { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(res);
    });
    passed.on("error", () => res.destroy());
    req.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The till has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    get open() {
      return open;
    },
    get most() {
      return most;
    },
    get count() {
      return count;
    },
    hold() {
      mode = "held";
      through = new Promise((resolve) => {
        let_ = resolve;
      });
    },
    recount() {
      most = open;
    },
    refuse() {
      mode = "gone";
    },
    letThrough() {
      mode = "open";
      let_();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
