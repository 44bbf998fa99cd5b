import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "../../program.ts";
import { type Drill, LeftOutError } from "../drill.ts";
import type { DrillOrder } from "../drill-orders.ts";
import { mustHold } from "../points/round.ts";
import { openOwner, openServer } from "../postgres.ts";
import { createSystemCluster, findSystemPostgres } from "../system-postgres.ts";
import { startTraffic } from "../traffic.ts";
import type { World } from "../world.ts";
import type { DrillStore } from "../world-plan.ts";

/**
 * R6: what docs/runbook.md says of a backup of one's own PostgreSQL, done. A dump is taken while guests order, the
 * server is lost with all that was committed since, and the dump is restored by its owner into a fresh cluster, which
 * has no role of Parley's. The API is started on it, and nothing else is done.
 */

const run = promisify(execFile);
const WITHIN_MS = 20_000;
/** Orders of a kind at each store: fewer in a row than make a POS that does not answer be left alone. */
const EACH = 2;
const NO_ROLE = /error: could not execute query: ERROR: {2}role "parley_app" does not exist/;

export const restore: Drill = {
  name: "restore",
  about:
    "a dump taken under load, restored into a fresh cluster that has no role, and served from (DR25, R6)",
  world: {
    stores: [
      ...(["A", "B", "C", "D"] as const).map((storeClass) => ({ code: `DR-${storeClass}`, storeClass })),
      // Their POS answers all the time: guests of these go on ordering while the dump is taken, and after it.
      ...(["A", "B"] as const).map((storeClass) => ({ code: `DR-${storeClass}2`, storeClass })),
    ],
  },
  async postgres() {
    const cluster = await createSystemCluster(requirePrograms());
    return await openServer(cluster);
  },
  async run({ world, isLong }) {
    const bin = requirePrograms();
    const before = startTraffic({ world, label: "before", orders: isLong ? 2_000 : 60, open: 40 });
    await before.done;

    const [a, b, c, d, ...answering] = world.stores;
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("Stores?");
    for (const { wire } of [a, b, c, d]) wire.add({ kind: "timeout", direction: "down" });
    world.fault("the answers of four POSs are lost");
    world.person.pause();
    const open = await sentAndPromised(world, [a, b, c, d], "open");

    const load = loadOn(world, answering);
    const dump = join(world.dir, "parley.dump");
    await run(join(bin, "pg_dump"), ["-Fc", "-d", world.databaseUrl, "-f", dump]);
    world.fault("the dump is made");
    await load.more(EACH);
    // A POS of class C or D would make an order of these a second time: docs/runbook.md says so.
    const late = await sentAndPromised(world, [a, b], "late");
    const beside = await load.stop();

    await world.postgres.kill();
    await Promise.all(world.apis.map((api) => api.kill()));
    world.fault("kill -9 of PostgreSQL and of every API process: what was committed since the dump is gone");

    const url = await restoredInto(world, bin, dump);
    const { isKnown, isFinal, openAtStart } = await contentOf(url);
    const lost = [...beside, ...late].filter((order) => !isKnown(order));
    mustHold(lost.length > late.length, "orders beside the dump are not in it");
    mustHold(
      late.every((order) => lost.includes(order)),
      "orders of after the dump are not in it",
    );
    mustHold(
      open.every((order) => isKnown(order) && !isFinal(order)),
      "orders that were open are in it",
    );

    for (const { wire } of [a, b, c, d]) await wire.heal();
    await startOn(world, url);
    world.person.resume();
    const anew = startTraffic({ world, label: "anew", orders: isLong ? 600 : 18, open: 20 });
    const ends = await anew.done;
    mustHold(
      ends.every((end) => end === "placed"),
      "every new order was placed",
    );
    // PAR finds these gone and sends them again. Their POS knows them by their reference, so they are made once.
    for (const { requestUid } of lost) world.owns("lost", requestUid);
    // The bytes that PAR was told since the dump are gone: it hears the same once more, with another `processed_at`.
    for (const order of beside) if (!isFinal(order)) world.owns("replayUnequal", order.requestUid);
    return { before: before.count, openAtStart, lost: lost.length, anew: anew.count };
  },
};

function requirePrograms(): string {
  const bin = findSystemPostgres();
  if (bin !== null) return bin;
  throw new LeftOutError("this machine has no PostgreSQL with pg_dump (Debian's package postgresql-15)");
}

/** Orders that their POS has, and of which PAR knows only that they are pending. */
async function sentAndPromised(
  world: World,
  stores: readonly DrillStore[],
  label: string,
): Promise<DrillOrder[]> {
  const orders = stores.flatMap((store) => Array.from({ length: EACH }, () => world.order(store, label)));
  for (const order of orders) void world.send(order);
  const uids = new Set(orders.map(({ requestUid }) => requestUid));
  await until(`the POS has every order "${label}"`, WITHIN_MS, () => {
    const made = world.journal().filter((line) => line.kind !== "void" && uids.has(line.request_uid));
    return made.length === orders.length;
  });
  await until(`PAR was promised every order "${label}"`, WITHIN_MS, () => {
    const calls = new Map<number, string>();
    const promised = new Set<string | undefined>();
    for (const line of world.history.lines) {
      if (line.kind === "sent" && uids.has(line.requestUid)) calls.set(line.call, line.requestUid);
      else if (line.kind === "answered" && line.status === 202) promised.add(calls.get(line.call));
    }
    return orders.every(({ requestUid }) => promised.has(requestUid));
  });
  return orders;
}

/** Guests of stores whose POS answers, one after the other at each. */
function loadOn(world: World, stores: readonly DrillStore[]) {
  const orders: DrillOrder[] = [];
  let isStopped = false;
  const guests = stores.map(async (store) => {
    while (!isStopped) {
      const order = world.order(store, "beside");
      orders.push(order);
      await world.send(order);
    }
  });
  return {
    /** Resolves when this many more orders of each guest have come. */
    async more(count: number): Promise<void> {
      const wanted = orders.length + count * stores.length;
      await until("guests go on ordering", WITHIN_MS, () => orders.length > wanted);
    },
    async stop(): Promise<readonly DrillOrder[]> {
      isStopped = true;
      await Promise.all(guests);
      return orders;
    },
  };
}

/** Restores as the runbook says. @returns the database, in a cluster of its own that the world keeps */
async function restoredInto(world: World, bin: string, dump: string): Promise<string> {
  const cluster = await createSystemCluster(bin);
  const server = await cluster.start();
  world.keeps({
    async [Symbol.asyncDispose]() {
      await server.stop();
      cluster.remove();
    },
  });
  const complaints = await run(join(bin, "pg_restore"), ["--no-owner", "-d", server.url, dump]).then(
    () => [],
    ({ stderr }: { stderr: string }) => stderr.split("\n").filter((line) => line.includes("error: ")),
  );
  mustHold(complaints.length > 0, "the new cluster does not have the role parley_app");
  const other = complaints.find((line) => !NO_ROLE.test(line));
  mustHold(other === undefined, `pg_restore complained of the missing role alone, and not: ${other}`);
  return server.url;
}

/** Two processes, the first of which finds the role missing. */
async function startOn(world: World, url: string): Promise<void> {
  const env = { DATABASE_URL: url };
  const first = await world.startApi("restored-1", { env });
  mustHold(first.program.output().includes("are granted again"), "the start said that it put the role right");
  world.apis.splice(0, Number.POSITIVE_INFINITY, first, await world.startApi("restored-2", { env }));
  world.fault("the API serves from the restored database");
}

/** The orders of a database that nobody uses yet. */
async function contentOf(url: string) {
  await using owner = openOwner(url);
  const rows = await owner.sql<{ uid: string; isFinal: boolean }[]>`
    select request_uid as uid, state in ('placed', 'rejected', 'errored') as "isFinal" from orders`;
  const ends = new Map(rows.map(({ uid, isFinal }) => [uid, isFinal]));
  return {
    isKnown: ({ requestUid }: DrillOrder) => ends.has(requestUid),
    isFinal: ({ requestUid }: DrillOrder) => ends.get(requestUid) === true,
    openAtStart: rows.filter(({ isFinal }) => !isFinal).length,
  };
}
