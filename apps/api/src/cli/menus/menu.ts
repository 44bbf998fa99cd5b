import { setTimeout as pause } from "node:timers/promises";
import type { LocationId } from "@parley/db";
import { everyBrand } from "@parley/db";
import {
  findCurrentMenu,
  findMenusInForce,
  listCurrentMenus,
  type MenuHead,
  requestMenuPull,
} from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import type { Command } from "commander";
import { findingWords } from "../../menus/finding.ts";
import { fitMenu } from "../../menus/fit.ts";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { parseStoredMenu } from "../../menus/stored.ts";
import { requireLocation } from "../kernel/existing.ts";
import { readSeconds } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addCheckCommand } from "./check-basket.ts";
import { addFireDrillCommands } from "./fire-drill.ts";
import { addHoldCommands } from "./hold-stores.ts";
import { addDiffCommand } from "./menu-diff.ts";
import { addItemCommands } from "./menu-items.ts";
import { addStoresCommands } from "./menu-stores.ts";
import { addVersionCommands } from "./menu-versions.ts";
import { addRolloutCommands } from "./rollout.ts";

const POLL_MS = 50;

/** `parley menu …` */
export function addMenuCommands(program: Command, run: Run): void {
  const menu = program.command("menu").description("what PAR is served as a store's menu");
  menu
    .command("refresh <location>")
    .description("have the running API pull a store's menu from its POS, and wait for it")
    .option("--wait <seconds>", "how long to wait", readSeconds, 20)
    .action(run(refresh));
  menu
    .command("findings <location>")
    .description("what somebody should mend in a store's menu at its POS")
    .action(run(findings));
  addItemCommands(menu, run);
  addStoresCommands(menu, run);
  addHoldCommands(menu, run);
  addCheckCommand(menu, run);
  addVersionCommands(menu, run);
  addDiffCommand(menu, run);
  addFireDrillCommands(menu, run);
  addRolloutCommands(menu, run);
}

async function findings(session: Session, idOrCode: string): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const row = await findCurrentMenu(session.db, location.id);
  const stored = row === null ? null : parseStoredMenu(row.content);
  const found = stored === null ? [] : fitMenu(stored).findings;
  return {
    json: {
      location: location.code,
      findings: found.map((row) => ({
        code: row.code,
        kind: row.kind,
        id: row.id,
        message: findingWords(row),
      })),
    },
    text: table(
      found,
      { kind: (row) => row.kind, id: (row) => row.id, finding: (row) => findingWords(row) },
      stored === null
        ? `${location.code} has no menu yet.`
        : `Nothing is wrong with the menu of ${location.code}.`,
    ),
  };
}

async function refresh(session: Session, idOrCode: string, options: { wait: number }): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const { id: locationId, code } = location;
  const before = await currentMenu(session, locationId);
  const requestedAt = session.now();
  if (!(await requestMenuPull(session.db, { locationId, by: CLI, now: requestedAt }))) {
    throw new Refusal(
      "no_pos",
      `${code} has no POS to pull a menu from.`,
      `Set it: npm run parley -- location set-pos ${code} --help`,
    );
  }
  const seen = await watch(session, { location, before, requestedAt, waitMs: options.wait * 1000 });
  switch (seen.kind) {
    case "waiting":
      throw new Refusal(
        "no_api_running",
        `No API took the pull of ${code} up within ${options.wait} s, so none seems to run.`,
        "Start it with `npm start`; the menu is pulled as soon as it runs.",
      );
    case "taken_up":
      throw new Refusal(
        "still_pulling",
        `The API still pulls the menu of ${code}; its POS is slow or away.`,
        "See: npm run parley -- location list",
      );
    case "failed":
      throw new Refusal(
        "menu_pull_failed",
        `The menu of ${code} could not be pulled. ${pullFailureText(seen.reason)}`,
        "The last good menu, if there is one, stays in force. The API tries again by itself.",
      );
    case "pulled": {
      const { version } = seen;
      const result = version === before?.version ? "unchanged" : "changed";
      const found = await findMenusInForce(session.db, locationId);
      const isHeld = found !== null && found.inForce.id !== found.newest.id;
      return {
        json: { location: code, result, menu_version: version },
        text: `${code}: the menu was pulled and is ${result} (version ${version}).`,
        warnings: isHeld ? [`${code} is held at another version; this one waits.`] : [],
      };
    }
  }
}

type Seen =
  | { kind: "waiting" }
  | { kind: "taken_up" }
  | { kind: "failed"; reason: string }
  | { kind: "pulled"; version: string };

interface Pull {
  /** As it was before the pull was asked for. */
  location: Location;
  before: Menu | null;
  requestedAt: Date;
  waitMs: number;
}

/**
 * Follows a pull by what the API writes: it changes the due time when it begins the pull, and again
 * when the pull has failed. Clocks of different machines are never compared.
 */
async function watch(session: Session, pull: Pull): Promise<Seen> {
  const deadline = performance.now() + pull.waitMs;
  let takenUpUntil: number | null = null;
  for (;;) {
    const menu = await currentMenu(session, pull.location.id);
    if (menu !== null && menu.confirmedAt.getTime() !== pull.before?.confirmedAt.getTime()) {
      return { kind: "pulled", version: menu.version };
    }
    const { menuPullDueAt, menuPullError: reason } = await requireLocation(session, pull.location.id);
    const dueAt = menuPullDueAt?.getTime() ?? null;
    const isTakenUp = dueAt !== pull.requestedAt.getTime();
    const isOver = performance.now() >= deadline;
    if (isTakenUp && reason !== null) {
      // An unchanged reason may belong to the earlier failure, until the due time changes once more.
      const isFresh =
        reason !== pull.location.menuPullError || (takenUpUntil !== null && takenUpUntil !== dueAt);
      if (isFresh || isOver) return { kind: "failed", reason };
    }
    if (isTakenUp) takenUpUntil ??= dueAt;
    if (isOver) return { kind: isTakenUp ? "taken_up" : "waiting" };
    await pause(POLL_MS);
  }
}

type Menu = Pick<MenuHead, "version" | "confirmedAt">;

async function currentMenu({ db }: Session, locationId: LocationId): Promise<Menu | null> {
  const [menu] = await listCurrentMenus(db, { scope: everyBrand, locationIds: [locationId] });
  return menu ?? null;
}
