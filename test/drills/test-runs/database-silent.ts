import { setTimeout as pause } from "node:timers/promises";
import { getOrder, type Par } from "../../independent-par.ts";
import type { Drill } from "../drill.ts";
import { mustHold } from "../points/round.ts";
import type { ApiProcess } from "../program-api.ts";
import { SHARED_ID } from "../provision.ts";
import { startTraffic } from "../traffic.ts";
import type { World } from "../world.ts";

/**
 * DR26: a database that answers nothing and resets nothing. It is frozen (every process of it stopped), or its
 * wire loses what is sent (unreachable), or connections that were open are dead and new ones find nobody
 * (vanished). Guests go on ordering; every door is asked meanwhile.
 */

const SILENCES = ["frozen", "unreachable", "vanished"] as const;
type Silence = (typeof SILENCES)[number];

/** What a door may take to say that the database is away. */
const TOLD_WITHIN_MS = 2_000;
/** Beside it, for a machine on which ten programs share two processors. */
const SLACK_MS = 1_500;

export const databaseSilent: Drill = {
  name: "database-silent",
  about: "PostgreSQL frozen, unreachable, vanished, without a reset: 503 within 2 s at every door (DR26)",
  async run({ world, isLong }) {
    const apis = await Promise.all(
      [1, 2].map((n) =>
        world.startApi(`silent-${n}`, { env: { DATABASE_DEADLINE_MS: "1500" }, isWired: true }),
      ),
    );
    for (const unwired of world.apis.splice(0, Infinity, ...apis)) await unwired.end();
    const orders = isLong ? 1_500 : 150;
    const traffic = startTraffic({ world, label: "silent", orders, open: 40, pauseMs: 20 });
    let slowestMs = 0;
    let told = 0;
    for (const [at, silence] of SILENCES.entries()) {
      await traffic.sent(Math.floor((orders * (at + 0.5)) / SILENCES.length));
      const speak = await silenced(world, apis, silence);
      world.fault(`PostgreSQL ${silence}`);
      // What was under way first learns it from its own deadline.
      await pause(1_000);
      for (const { url } of apis) {
        for (const answer of await askEveryDoor(world, url)) {
          mustHold(
            answer.status === 503,
            `${answer.door} said 503 while it was ${silence}, not ${answer.status}`,
          );
          mustHold(answer.hasRetryAfter, `${answer.door} said when to come back`);
          slowestMs = Math.max(slowestMs, answer.tookMs);
          told += 1;
        }
      }
      await speak();
      world.fault(`PostgreSQL is not ${silence} any more`);
    }
    mustHold(
      slowestMs <= TOLD_WITHIN_MS + SLACK_MS,
      `every door answered in time, not after ${slowestMs} ms`,
    );
    const ends = await traffic.done;
    const placed = ends.filter((end) => end === "placed").length;
    return { silences: SILENCES.length, orders, placed, told, slowestMs: Math.round(slowestMs) };
  },
};

/** @returns what lets it speak again */
async function silenced(
  world: World,
  apis: readonly ApiProcess[],
  silence: Silence,
): Promise<() => Promise<void>> {
  if (silence === "frozen") {
    world.postgres.freeze();
    return async () => world.postgres.thaw();
  }
  const wires = apis.flatMap(({ database }) => (database === null ? [] : [database]));
  for (const wire of wires) {
    wire.add({ kind: "timeout", direction: "up" });
    // Where only the way there is lost, the server still answers what it had read.
    if (silence === "vanished") wire.add({ kind: "timeout", direction: "down" });
  }
  return async () => {
    await Promise.all(wires.map((wire) => wire.heal()));
  };
}

interface DoorAnswer {
  door: string;
  status: number;
  hasRetryAfter: boolean;
  tookMs: number;
}

/** The doors that need the database, all at once. */
async function askEveryDoor(world: World, url: string): Promise<DoorAnswer[]> {
  const par: Par = { baseUrl: url, sharedId: SHARED_ID, now: () => new Date() };
  const order = world.order(world.store("A"), "silent-probe");
  // PAR goes on by itself and gets its order placed when the database is back; this is one more try of it.
  void world.send(order);
  return await Promise.all([
    timed("submit", () => world.partner.submits(order, url)),
    timed("poll", () => getOrder(par, order.requestUid)),
    timed("GraphQL", () =>
      post(`${url}/graphql`, { query: "{ me { id } }" }, { authorization: `Bearer ${world.apiKey}` }),
    ),
    timed("sign-in", () =>
      post(`${url}/auth/sign-in/email`, { email: "drill@parley.example", password: "not the password" }),
    ),
    timed("readyz", () => fetch(`${url}/readyz`)),
  ]);
}

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

async function timed(
  door: string,
  ask: () => Promise<{ status: number; headers: Headers } | null>,
): Promise<DoorAnswer> {
  const since = performance.now();
  const answer = await ask();
  return {
    door,
    status: answer?.status ?? 0,
    hasRetryAfter: answer?.headers.has("retry-after") ?? false,
    tookMs: performance.now() - since,
  };
}
