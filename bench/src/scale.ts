import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { rowCount } from "./options.ts";
import { seeded, simulate, type Work } from "./scale/queue.ts";

/**
 * `npm run bench:scale -- --orders 3m`: how many cores a day of so many orders takes, from the newest run of `npm run
 * bench`: its processor time for each operation, and the day that docs/scaling.md describes.
 */

const RESULTS = resolve(import.meta.dirname, "../results");
/** The busiest hour's share of a day's orders, over the time zones of one country. */
const PEAK_SHARE = 0.12;
/** For each order; menus come by themselves. */
const PER_ORDER = { validate: 2, submit: 1, status: 1.5 };
const MENUS_PER_STORE_AND_HOUR = 4;
const ORDERS_PER_STORE = 300;
const SECONDS = 120;

const run = z.object({
  at: z.string(),
  summaries: z.array(
    z.object({
      name: z.string(),
      cost: z
        .object({ apiMs: z.number(), databaseMs: z.number(), walBytes: z.number(), diskBytes: z.number() })
        .nullish(),
    }),
  ),
});

function newestRun() {
  for (const name of readdirSync(RESULTS).sort().reverse()) {
    const found = run.safeParse(JSON.parse(readFileSync(join(RESULTS, name), "utf8")));
    if (found.success && found.data.summaries.some(({ cost }) => cost != null))
      return { name, ...found.data };
  }
  throw new Error("No run of npm run bench tells what a request costs");
}

const newest = newestRun();
const costOf = (name: string) => {
  const cost = newest.summaries.find((row) => row.name === `${name}: ours`)?.cost;
  if (cost == null) throw new Error(`${newest.name} does not tell what ${name} costs`);
  return cost;
};
const orders = rowCount("orders") ?? 3_000_000;
const stores = Math.ceil(orders / ORDERS_PER_STORE);
const peak = (orders * PEAK_SHARE) / 3_600;
const rates = {
  validate: peak * PER_ORDER.validate,
  submit: peak * PER_ORDER.submit,
  status: peak * PER_ORDER.status,
  menus: (stores * MENUS_PER_STORE_AND_HOUR) / 3_600,
};
const work: Work[] = Object.entries(rates).map(([name, perSecond]) => {
  const { apiMs, databaseMs } = costOf(name);
  return { name, perSecond, apiMs, databaseMs };
});
const say = (text: string) => void process.stdout.write(`${text}\n`);
const whole = (value: number) => Math.round(value).toLocaleString("en");

say(`${whole(orders)} orders a day of ${whole(stores)} stores, costs of bench/results/${newest.name}\n`);
say("| In the busiest hour | a second | API, cores | database, cores |\n|---|---|---|---|");
for (const { name, perSecond, apiMs, databaseMs } of work) {
  const cores = [apiMs, databaseMs].map((ms) => ((perSecond * ms) / 1_000).toFixed(2));
  say(`| ${[name, perSecond.toFixed(0), ...cores].join(" | ")} |`);
}
const perDay = (pick: (name: string) => number) =>
  Object.entries(PER_ORDER).reduce((sum, [name, times]) => sum + orders * times * pick(name), 0) +
  stores * MENUS_PER_STORE_AND_HOUR * 16 * pick("menus");
say(
  `\nA day writes ${(perDay((name) => costOf(name).walBytes) / 2 ** 30).toFixed(0)} GiB of log and leaves ${(perDay((name) => costOf(name).diskBytes) / 2 ** 30).toFixed(0)} GiB.\n`,
);
const needed = (pick: (one: Work) => number) =>
  work.reduce((sum, one) => sum + (one.perSecond * pick(one)) / 1_000, 0);
const [apiNeeded, databaseNeeded] = [needed((one) => one.apiMs), needed((one) => one.databaseMs)];
say("| API, cores | busy | database, cores | busy | p50 | p99 | p99.9 |\n|---|---|---|---|---|---|---|");
for (const spare of [1.25, 1.5, 2, 3]) {
  const [apiCores, databaseCores] = [Math.ceil(apiNeeded * spare), Math.ceil(databaseNeeded * spare)];
  const found = simulate({ work, apiCores, databaseCores, seconds: SECONDS, random: seeded(1) });
  const share = (value: number) => `${(value * 100).toFixed(0)} %`;
  const ms = [found.p50Ms, found.p99Ms, found.p999Ms].map((value) => `${value.toFixed(1)} ms`);
  say(`| ${[apiCores, share(found.apiBusy), databaseCores, share(found.databaseBusy), ...ms].join(" | ")} |`);
}
