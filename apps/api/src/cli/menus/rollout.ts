import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import {
  countRolloutCalls,
  findRollout,
  listRolloutStores,
  listRollouts,
  listWaitingMenus,
  type Rollout,
} from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import { listBrands, listLocations } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import { type Command, InvalidArgumentError } from "commander";
import { createRolloutActs } from "../../menus/rollout/acts.ts";
import { sumOf } from "../../menus/rollout/job.ts";
import { MENU_REJECTS, shareOf } from "../../menus/rollout/rule.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { storesOf, type WhereOptions } from "./hold-stores.ts";

interface StartOptions extends WhereOptions {
  waves?: number[];
  minutes?: number;
  rise?: number;
}

const LIST_MAX = 100;
const say = wordsIn("en")("rollouts");

/** `parley menu rollout …` */
export function addRolloutCommands(menu: Command, run: Run): void {
  const rollout = menu
    .command("rollout")
    .description("waiting menus of held stores, let into force in waves with a stop");
  rollout
    .command("start <brand>")
    .description("start one of held stores of a brand where a newer version waits")
    .option("--stores <location...>", "these stores, in this order")
    .option("--all", "every store of the brand that is held while a newer version waits")
    .option("--waves <counts>", "stores of each wave, such as 1,3,21", readCounts)
    .option("--minutes <number>", "minutes between two waves", readCount)
    .option("--rise <points>", "percentage points by which rejects may rise", readCount)
    .action(run(start));
  rollout.command("list").description("the rollouts, the newest first").action(run(list));
  rollout.command("show <rollout>").description("one rollout with its stores").action(run(show));
  rollout
    .command("stop <rollout>")
    .description("stop one that runs: released stores keep their new menu, the others stay held")
    .option("--end", "end it for good, also where it is stopped already")
    .action(run(stop));
  rollout
    .command("resume <rollout>")
    .description("let a stopped one go on; calls count from now")
    .action(
      run(async (session, id: string) =>
        changed(session, id, (rollout) => actsOf(session).resume(rollout, CLI)),
      ),
    );
  rollout
    .command("roll-back <rollout>")
    .description("hold the released stores of a stopped one again at what they had, and end it")
    .action(
      run(async (session, id: string) =>
        changed(session, id, (rollout) => actsOf(session).rollBack(rollout, CLI, wordsIn("en"))),
      ),
    );
}

function readCount(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number.");
}

function readCounts(text: string): number[] {
  return text.split(",").map((part) => readCount(part.trim()));
}

function actsOf({ db, now }: Session) {
  return createRolloutActs({ db, now, ledgerNow: () => DATABASE_CLOCK, wake: () => {} });
}

async function start(session: Session, code: string, options: StartOptions): Promise<Result> {
  const { waves, minutes, rise } = options;
  const named = await storesOf(session, code, options);
  const ids = named.map(({ id }) => id);
  const waiting = new Set((await listWaitingMenus(session.db, ids)).map(({ locationId }) => locationId));
  const stores = options.all ? named.filter(({ id }) => waiting.has(id)) : named;
  const outcome = await actsOf(session).start({ stores, waves, minutes, rise }, CLI, wordsIn("en"));
  switch (outcome.kind) {
    case "started":
      return await told(session, outcome.rollout);
    case "invalid":
      throw new Refusal("invalid", outcome.message);
    case "taken":
      throw new Refusal("taken", say("refused.taken"), "See: npm run parley -- menu rollout list");
  }
}

async function list({ db }: Session): Promise<Result> {
  const rows = await listRollouts(db, { scope: everyBrand, limit: LIST_MAX });
  const brands = new Map((await listBrands(db, { scope: everyBrand })).map(({ id, code }) => [id, code]));
  const codeOf = ({ brandId }: Rollout) => brands.get(brandId as never) ?? brandId;
  return {
    json: { rollouts: rows.map((row) => ({ ...headOf(row), brand: codeOf(row) })) },
    text: table(
      rows,
      {
        id: ({ id }) => id,
        brand: codeOf,
        state: ({ state, stop }) => (stop === null ? state : `${state}: ${stop}`),
        wave: ({ wave, waves }) => `${wave} of ${waves.length}`,
        started: ({ startedAt }) => startedAt.toISOString(),
      },
      say("none"),
    ),
  };
}

async function show(session: Session, id: string): Promise<Result> {
  return await told(session, await required(session, id));
}

async function stop(session: Session, id: string, { end }: { end?: true }): Promise<Result> {
  return await changed(session, id, async (rollout) => {
    const acts = actsOf(session);
    const stopped = rollout.state === "stopped" ? null : await acts.stop(rollout, CLI);
    return end ? await acts.end(stopped ?? rollout, CLI) : stopped;
  });
}

async function required({ db }: Session, id: string): Promise<Rollout> {
  const rollout = await findRollout(db, { scope: everyBrand, rolloutId: id });
  if (rollout === null) throw notFound("rollout", id, "menu rollout list");
  return rollout;
}

async function changed(
  session: Session,
  id: string,
  act: (rollout: Rollout) => Promise<Rollout | null>,
): Promise<Result> {
  const rollout = await required(session, id);
  const after = await act(rollout);
  if (after !== null) return await told(session, after);
  if ((await required(session, id)).version !== rollout.version) throw conflict("the rollout");
  throw new Refusal("wrong_state", `The rollout is ${rollout.state}, so that cannot be done to it.`);
}

function headOf(row: Rollout) {
  return {
    ...{ id: row.id, state: row.state, stop: row.stop, wave: row.wave, waves: row.waves },
    ...{ minutes: row.minutes, rise: row.rise, next_at: row.nextAt, started_at: row.startedAt },
    ended_at: row.endedAt,
  };
}

async function told({ db, now }: Session, rollout: Rollout): Promise<Result> {
  const { id: rolloutId, state, movedAt } = rollout;
  const stores = await listRolloutStores(db, { rolloutId });
  const ids = stores.map(({ locationId }) => locationId);
  const locations = await listLocations(db, { scope: everyBrand, ids });
  const codes = new Map(locations.map(({ id, code }) => [id, code]));
  const until = state === "running" ? now() : movedAt;
  const counts = await countRolloutCalls(db, { rolloutId, codes: MENU_REJECTS, now: until });
  const { calls, refused, callsBefore, refusedBefore } = sumOf(counts);
  return {
    json: {
      ...headOf(rollout),
      counts: { calls, refused, calls_before: callsBefore, refused_before: refusedBefore },
      stores: stores.map((store) => ({
        location: codes.get(store.locationId) ?? null,
        ...{ wave: store.wave, state: store.state, released_at: store.releasedAt },
      })),
    },
    text: [
      `${rolloutId}: ${rollout.stop === null ? state : `${state} (${rollout.stop})`}, wave ${rollout.wave} of ${rollout.waves.length}`,
      ...(rollout.nextAt === null || state !== "running" ? [] : [`Next at ${rollout.nextAt.toISOString()}`]),
      `Refused for reasons of the menu: ${ratio(refused, calls)} since the release, ${ratio(refusedBefore, callsBefore)} before`,
      table(
        stores,
        {
          store: ({ locationId }) => codes.get(locationId) ?? locationId,
          wave: ({ wave }) => String(wave),
          state: (row) => say(`storeState.${upper(row.state)}`),
        },
        "",
      ),
    ].join("\n"),
  };
}

function ratio(refused: number, calls: number): string {
  return `${refused} of ${calls} (${shareOf(refused, calls).toFixed(1)} %)`;
}

function upper<Text extends string>(text: Text): Uppercase<Text> {
  return text.toUpperCase() as Uppercase<Text>;
}
