import { setTimeout as wait } from "node:timers/promises";
import { indexMenu } from "@parley/par-contract";
import { clientFor, fetchMenu, type Lab, noMenu, silenceOf } from "../lab.ts";
import type { CommonOptions } from "../options.ts";
import { keepPace, type Pace } from "../stream.ts";
import type { StreamTally } from "../stream-tally.ts";
import { compare, readKitchen } from "./kitchen.ts";
import type { SoakRecord, SoakStore } from "./record.ts";
import { faultsIn, type SoakResult } from "./report.ts";
import { Soak } from "./soak.ts";

/** A soak as the command line asks for it. */
export interface SoakOptions extends CommonOptions {
  readonly locations: readonly string[];
  /** The journal of the simulated POS; null where the kitchen is not compared. */
  readonly journal: string | null;
  readonly settleMs: number;
}

const POLL_MS = 2_000;

async function fetchStores(options: SoakOptions, lab: Lab): Promise<SoakStore[]> {
  const client = clientFor(options, lab);
  const stores: SoakStore[] = [];
  for (const location of options.locations) {
    const fetched = await fetchMenu(client, { ...options, location }, lab);
    if (fetched.kind === "none") throw noMenu(location, fetched.exchange);
    const { menu, currency } = fetched;
    const ids = { organizationId: options.organization, locationId: location };
    stores.push({ ...ids, currency, index: indexMenu(menu) });
  }
  return stores;
}

/** Polls what PAR waits for until it has its ends; what a POS fails is asked once, as it need not end. */
async function settle(record: SoakRecord, settleMs: number, stop: AbortSignal): Promise<void> {
  const until = performance.now() + settleMs;
  const doubtful = record.orders.filter(({ isDoubtful }) => isDoubtful);
  await pollAll(record, doubtful);
  while (record.open.length > 0 && performance.now() < until && !stop.aborted) {
    await pollAll(record, record.open);
    if (record.open.length > 0) await wait(POLL_MS);
  }
}

async function pollAll(record: SoakRecord, orders: SoakRecord["open"]): Promise<void> {
  for (const order of orders) {
    for (const requestUid of order.openUids) {
      try {
        const exchange = await record.parts.client.status(requestUid);
        record.judge("settle", exchange);
        order.hears(requestUid, exchange);
      } catch (error) {
        if (silenceOf(error) === null) throw error;
        return;
      }
    }
  }
}

/** Sends what real callers send, waits for the ends, and compares them with the kitchen. */
export async function runSoak(
  options: SoakOptions,
  { tally, pace, stop }: { tally: StreamTally; pace: Pace; stop: AbortSignal },
  lab: Lab,
): Promise<SoakResult> {
  const { random, now } = lab;
  const stores = await fetchStores(options, lab);
  const record = new Soak({ client: clientFor(options, lab), stores, random, now, tally });
  const elapsedMs = await keepPace(() => record.play(), pace, stop);
  await settle(record, options.settleMs, stop);
  const cooked = options.journal === null ? null : await readKitchen(options.journal);
  const faults = faultsIn(record, cooked === null ? null : compare(record.orders, cooked));
  return { record, faults, elapsedMs, isCompared: cooked !== null };
}
