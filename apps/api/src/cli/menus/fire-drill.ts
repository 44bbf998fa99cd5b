import { setTimeout as pause } from "node:timers/promises";
import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import { type FireDrill, findFireDrill, listFireDrillFindings, listFireDrills } from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { createFireDrillActs } from "../../menus/fire-drill/acts.ts";
import { drillFindingText } from "../../menus/fire-drill/words.ts";
import { requireLocation } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

const POLL_MS = 250;
/** How long a job may wait for its turn before nobody seems to be there. */
const TAKEN_UP_MS = 60_000;
const FINDINGS_MAX = 10_000;

/** `parley menu fire-drill`, `menu fire-drill-stop` and `menu fire-drill-show` */
export function addFireDrillCommands(menu: Command, run: Run): void {
  menu
    .command("fire-drill <location>")
    .description("have the running API check every item of a store's menu at its POS; nothing is placed")
    .option("--wait", "wait for its end and tell what it found; exit code 1 where something differs")
    .action(run(start));
  menu
    .command("fire-drill-stop <location>")
    .description("stop the fire drill that runs at a store; what it found stays")
    .action(run(stop));
  menu
    .command("fire-drill-show <location>")
    .description("the last fire drill of a store and what it found")
    .action(run(show));
}

async function start(session: Session, idOrCode: string, { wait }: { wait?: true }): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const outcome = await actsOf(session).start(location, CLI);
  switch (outcome.kind) {
    case "started":
      return await told(session, location, wait ? await ended(session, outcome.drill) : outcome.drill);
    case "running":
      throw new Refusal(
        "already_running",
        say("refused.running"),
        `Stop it: npm run parley -- menu fire-drill-stop ${location.code}`,
      );
    case "no_pos":
      throw new Refusal("no_pos", say("refused.noPos"));
    case "no_check":
      throw new Refusal("no_check", say("refused.noCheck"));
    case "no_menu":
      throw new Refusal("no_menu", say("refused.noMenu"));
  }
}

async function stop(session: Session, idOrCode: string): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const [last] = await listFireDrills(session.db, { scope: everyBrand, locationId: location.id, limit: 1 });
  const stopped = last === undefined ? null : await actsOf(session).stop(location, last.id, CLI);
  if (stopped === null) throw new Refusal("not_running", say("refused.notRunning"));
  return { ...(await told(session, location, stopped)), isBad: false };
}

async function show(session: Session, idOrCode: string): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const [last] = await listFireDrills(session.db, { scope: everyBrand, locationId: location.id, limit: 1 });
  return await told(session, location, last ?? null);
}

const say = wordsIn("en")("drill");

function actsOf({ db, now }: Session) {
  return createFireDrillActs({ db, now, ledgerNow: () => DATABASE_CLOCK, wake: () => {} });
}

async function ended(session: Session, started: FireDrill): Promise<FireDrill> {
  let drill: FireDrill | null = started;
  const startsBy = performance.now() + TAKEN_UP_MS;
  while (drill?.state === "running") {
    await pause(POLL_MS);
    if (drill.position === 0 && drill.waitsFor === null && performance.now() > startsBy)
      throw new Refusal(
        "no_api_running",
        `No API took the fire drill up within ${TAKEN_UP_MS / 1000} s, so none seems to run.`,
        "Start it with `npm start`; the fire drill goes on as soon as it runs.",
      );
    drill = await findFireDrill(session.db, { scope: everyBrand, drillId: started.id });
  }
  return drill ?? started;
}

async function told({ db }: Session, { code }: Location, drill: FireDrill | null): Promise<Result> {
  if (drill === null)
    return { json: { location: code, fire_drill: null }, text: say("cli.none", { store: code }) };
  const found = await listFireDrillFindings(db, { drillId: drill.id, limit: FINDINGS_MAX });
  return {
    json: {
      location: code,
      fire_drill: {
        ...{ id: drill.id, menu_id: drill.menuId, state: drill.state, failure: drill.failure },
        ...{ items: drill.itemCount, checked: drill.position, skipped: drill.skippedCount },
        ...{ differing: drill.differingCount, started_at: drill.startedAt, ended_at: drill.endedAt },
      },
      findings: found.map((row) => ({
        ...{ kind: row.kind, code: row.code, item_id: row.productId, name: row.name, size: row.size },
        ...{ ours: row.ours, theirs: row.theirs, message: row.message },
        ...{ sentence: drillFindingText(row, say), next_step: say(`next.${row.kind}`) },
      })),
    },
    text: [
      headOf(drill, code),
      ...(found.length === 0
        ? []
        : [
            table(
              found,
              {
                item: (row) => row.productId,
                code: (row) => row.code,
                ours: (row) => row.ours,
                theirs: (row) => row.theirs,
                finding: (row) => drillFindingText(row, say),
              },
              "",
            ),
          ]),
    ].join("\n"),
    isBad: drill.state === "failed" || drill.differingCount > 0,
  };
}

function headOf(drill: FireDrill, store: string): string {
  const { state, failure, position: checked, itemCount: items, skippedCount: skipped } = drill;
  switch (state) {
    case "running":
      return say("cli.running", { store, checked, items });
    case "stopped":
      return say("cli.stopped", { store, checked, items });
    case "failed":
      return `${store}: ${say(`failed.${failure ?? "no_answer"}`)}`;
    case "done":
      return drill.differingCount === 0
        ? say("cli.fine", { store, items, skipped })
        : `${store}: ${say("title.differs", { count: drill.differingCount })}.`;
  }
}
