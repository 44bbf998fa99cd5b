import { setTimeout as pause } from "node:timers/promises";
import { type Drill, PartsMissedError } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { World } from "../world.ts";
import { CLASSES, type DrillStore } from "../world-plan.ts";

/** The longest that a good order waits at a POS that answers, at the default timings. */
const BOUND_MS = 25_000;
/** What a busy machine may add of its own; not multiplied by the time scale. */
const MACHINE_MS = 6_000;
const POISON = "sim-fault";
/** One more than opens the breaker of the one process. */
const POISONED = 6;

/** A: each store is well, and fails a few orders whenever they come. */
export const poisonedOrder: Drill = {
  name: "poisoned-order",
  about:
    "six orders that the POS answers with 500, among good ones: no good one waits long, or ends unsent (A)",
  isPatient: true,
  world: {
    apis: 1,
    // What fails again and again is given up; more than twice the bound is enough.
    env: { GIVE_UP_MS: "60000" },
    // Its POS answers at once, dies never, and keeps nothing back.
    stores: CLASSES.map((storeClass) => ({ code: `DR-${storeClass}`, storeClass, quietPeriodS: 20 })),
    // Half of what is not there is sent again, and fails again: nothing is shown by waiting for that.
    personPatienceMs: 2_000,
  },
  async run({ world, isLong }) {
    const good = isLong ? 120 : 16;
    // Nobody helps until it is known what an operator reads.
    world.person.pause();
    const cells = await Promise.all(world.stores.map((store) => cell(world, store, good)));
    await readAutopsies(
      world,
      cells.flatMap(({ poisoned }) => poisoned),
    );
    world.person.resume();
    // The last good orders may have come just now; how long each waited is judged below.
    await Promise.all(cells.flatMap(({ ends }) => ends));
    const rows = await rowsOf(
      world,
      cells.flatMap(({ passed }) => passed),
    );
    mustHold(rows.length === good * world.stores.length, "every good order is in the ledger");
    const unsent = rows.filter(({ state, attempt }) => state === "errored" && attempt === 0).length;
    mustHold(unsent === 0, `no good order ends unsent, and ${unsent} did`);
    const open = rows.filter(({ state }) => state !== "placed").length;
    mustHold(open === 0, `every good order is placed, and ${open} were not`);
    const longestMs = Math.max(...rows.map(({ waited }) => waited));
    const boundMs = BOUND_MS * world.plan.timeScale + MACHINE_MS;
    mustHold(
      longestMs <= boundMs,
      `no good order waits longer than ${boundMs} ms, and one waited ${longestMs}`,
    );
    const well = (await firstTries(world)).filter(({ failed }) => failed < POISONED - 1);
    if (well.length > 0) throw new PartsMissedError(new Map(well.map(({ code, ends }) => [code, ends])));
    return { orders: (good + POISONED) * world.stores.length, good: rows.length, longestMs };
  },
};

/**
 * The poisoned orders one after the other in a quiet minute, and then good ones among the repeats of these.
 * @returns the request uids of both, and what ends as PAR has a final answer about a good one
 */
async function cell(world: World, store: DrillStore, good: number): Promise<Cell> {
  const { storeClass } = store;
  const poisoned = Array.from({ length: POISONED }, () => world.order(store, `poison-${storeClass}`, POISON));
  for (const order of poisoned) {
    void world.send(order);
    await pause(1_000 * world.plan.timeScale);
  }
  world.fault(`${store.code} fails ${POISONED} orders again and again`);
  const orders = Array.from({ length: good }, () => world.order(store, `good-${storeClass}`));
  const ends: Promise<unknown>[] = [];
  for (const order of orders) {
    ends.push(world.send(order));
    await pause(2_000 * world.plan.timeScale);
  }
  const uids = (some: typeof orders) => some.map(({ requestUid }) => requestUid);
  return { passed: uids(orders), poisoned: uids(poisoned), ends };
}

interface Cell {
  passed: string[];
  poisoned: string[];
  ends: Promise<unknown>[];
}

interface FirstTries {
  code: string;
  /** First tries that ended in doubt: the fault was read, or this machine was too slow to read it in time. */
  failed: number;
  /** How the first tries of the store ended, for a reader. */
  ends: string;
}

/** How the first tries of each store ended: where fewer fail than open a breaker, nothing is shown of that store. */
async function firstTries({ owner }: World): Promise<FirstTries[]> {
  return owner.sql<FirstTries[]>`
    with ends as (
      select o.location_id, r.outcome, r.evidence ->> 'reason' as reason, r.evidence ->> 'status' as status,
        count(*)::int as many
      from orders o left join attempt_results r on r.order_id = o.id and r.number = 1 group by 1, 2, 3, 4)
    select coalesce(sum(many) filter (where outcome = 'unknown'), 0)::int as failed,
      string_agg(concat_ws(' ', many, outcome, reason, status), ', ') as ends, l.code
    from ends join locations l on l.id = ends.location_id group by l.code`;
}

interface Explained {
  requestUid: string;
  autopsy: { causeClass: string; sentence: string };
}

/** What the ledger knows of a poisoned order that its page must say. */
interface Poisoned {
  id: string;
  state: string;
  /** Its last try ended with a 500, and not because this machine was too slow for an answer. */
  isFault: boolean;
  /** It failed more than once, and others of its store passed meanwhile. */
  failsAlone: boolean;
}

/**
 * What an operator reads about each poisoned order: that its POS answered it with a fault, and of one that was tried
 * again while others passed, that it fails alone.
 */
async function readAutopsies(world: World, requestUids: readonly string[]): Promise<void> {
  const { sql } = world.owner;
  const poisoned = await sql<Poisoned[]>`
    with tries as (
      select r.*, o.location_id from attempt_results r join orders o on o.id = r.order_id where not r.fenced
    )
    select o.id, o.state,
      coalesce((select evidence ->> 'status' = '500' from tries where order_id = o.id
        order by number desc limit 1), false) as "isFault",
      (select count(*) > 1 from tries where order_id = o.id) and exists(select from tries
        where location_id = o.location_id and outcome = 'placed' and at >= o.received_at) as "failsAlone"
    from orders o where o.request_uid in ${sql(requestUids)}`;
  const ended = poisoned.filter(({ state }) => ["placed", "rejected", "errored"].includes(state));
  mustHold(ended.length === 0, `every poisoned order is open: ${ended.map(({ state }) => state).join()}`);
  const wrong: string[] = [];
  for (const { id, isFault, failsAlone } of poisoned) {
    const { requestUid, autopsy } = await explained(world, id);
    const { causeClass, sentence } = autopsy;
    const isAlone = sentence.includes("itself is the problem");
    const isNamed = isFault ? causeClass === "pos_fault" && sentence.includes("a fault (500)") : true;
    if (!isAlone && (failsAlone || !isNamed)) wrong.push(`${requestUid}: ${causeClass}: ${sentence}`);
  }
  mustHold(wrong.length === 0, `the page of each poisoned order names its cause:\n  ${wrong.join("\n  ")}`);
}

async function explained({ apis, apiKey }: World, id: string): Promise<Explained> {
  const response = await fetch(`${apis[0]?.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({
      query: "query($id: ID!) { order(id: $id) { requestUid autopsy { causeClass sentence } } }",
      variables: { id },
    }),
  });
  const answer: { data: { order: Explained } } = await response.json();
  return answer.data.order;
}

interface Row {
  state: string;
  attempt: number;
  /** Milliseconds from PAR's call to the final state. */
  waited: number;
}

function rowsOf({ owner }: World, requestUids: readonly string[]): Promise<Row[]> {
  return owner.sql<Row[]>`
    select state, attempt, round(extract(epoch from coalesce(final_at, now()) - received_at) * 1000)::int as waited
    from orders where request_uid in ${owner.sql(requestUids)}`;
}
