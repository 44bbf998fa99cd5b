import { everyBrand } from "@parley/db";
import { findMenusInForce, listMenuVersions } from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { type PinMenuOutcome, pinMenu, unpinMenu } from "../../menus/pin-menu.ts";
import { requireLocation } from "../kernel/existing.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { findVersion } from "./find-version.ts";

/** Characters of a version's hash that a list shows. */
const SHORT = 12;

/** `parley menu versions`, `menu pin` and `menu unpin` */
export function addVersionCommands(menu: Command, run: Run): void {
  menu
    .command("versions <location>")
    .description("the versions of a store's menu that are kept, what its POS gave last first")
    .option("--limit <n>", "how many", readLimit, 20)
    .action(run(list));
  menu
    .command("pin <location> [version]")
    .description("hold a store at a version of its menu, by default the one in force; by its id or its hash")
    .requiredOption("--reason <text>", "why, for those who wonder")
    .action(run(pin));
  menu
    .command("unpin <location>")
    .description("let go of that: what its POS gave last is in force at once")
    .action(run(unpin));
}

async function list(session: Session, idOrCode: string, { limit }: { limit: number }): Promise<Result> {
  const { id: locationId, code } = await requireLocation(session, idOrCode);
  const versions = await listMenuVersions(session.db, { scope: everyBrand, locationId, limit });
  return {
    json: {
      location: code,
      versions: versions.map((row) => ({
        id: row.id,
        menu_version: row.version,
        first_seen: row.fetchedAt,
        last_confirmed: row.confirmedAt,
        in_force: row.isInForce,
        newest: row.isCurrent,
        pinned:
          row.pin === null ? null : { at: row.pin.pinnedAt, by: row.pin.pinnedBy, reason: row.pin.reason },
      })),
    },
    text: table(
      versions,
      {
        id: ({ id }) => id,
        version: ({ version }) => version.slice(0, SHORT),
        "first seen": ({ fetchedAt }) => fetchedAt,
        "last confirmed": ({ confirmedAt }) => confirmedAt,
        "in force": ({ isInForce }) => isInForce,
        held: ({ pin }) => (pin === null ? null : pin.reason),
      },
      `${code} has no menu yet.`,
    ),
  };
}

async function pin(
  session: Session,
  idOrCode: string,
  given: string | undefined,
  { reason }: { reason: string },
): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const before = await inForceAt(session, location);
  const menuId = given === undefined ? before : (await findVersion(session, location, given)).id;
  const deps = { db: session.db, now: session.now() };
  const asked = { location, expectedMenuId: before, by: CLI, words: wordsIn("en") };
  requireSet(location, await pinMenu(deps, { ...asked, menuId, reason }));
  return await told(
    session,
    location,
    menuId === before ? "is held at the menu it had" : "is held at that menu",
  );
}

async function unpin(session: Session, idOrCode: string): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const expectedMenuId = await inForceAt(session, location);
  const deps = { db: session.db, now: session.now() };
  requireSet(location, await unpinMenu(deps, { location, expectedMenuId, by: CLI, words: wordsIn("en") }));
  return await told(session, location, "has what its POS gave last");
}

async function told({ db }: Session, { id, code }: Location, what: string): Promise<Result> {
  const found = await findMenusInForce(db, id);
  const { id: menuId = null, version = null, pin = null } = found?.inForce ?? {};
  return {
    json: { location: code, menu_id: menuId, menu_version: version, is_pinned: pin !== null },
    text: `${code} ${what} (version ${version?.slice(0, SHORT)}).`,
  };
}

async function inForceAt({ db }: Session, { id, code }: Location): Promise<string> {
  const found = await findMenusInForce(db, id);
  if (found === null) throw new Refusal("no_menu", `${code} has no menu yet.`);
  return found.inForce.id;
}

/** @throws Refusal where nothing was changed */
function requireSet({ code }: Location, outcome: PinMenuOutcome): void {
  switch (outcome.kind) {
    case "set":
      return;
    case "invalid":
      throw new Refusal(`invalid_${outcome.field === "reason" ? "reason" : "version"}`, outcome.message);
    case "not_pinned":
      throw new Refusal("not_pinned", `${code} is not held at a version of its menu.`);
    case "not_found":
    case "conflict":
      throw conflict(`the menu of ${code}`);
  }
}
