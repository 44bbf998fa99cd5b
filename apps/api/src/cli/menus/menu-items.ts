import type { AvailabilityItem } from "@parley/db/menus";
import type { Location } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { type Availability, createAvailability } from "../../menus/availability/availability.ts";
import { type OffItem, offItems } from "../../menus/availability/availability-status.ts";
import { type ItemUntil, setItems } from "../../menus/availability/set-items.ts";
import type { CurrentMenu } from "../../menus/current-menu.ts";
import { blockerWords } from "../../menus/finding.ts";
import { readMenuInForce } from "../../menus/menu-in-force.ts";
import { requireLocation } from "../kernel/existing.ts";
import { plain, type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addItemUntilOptions, clock, type ItemUntilOptions, itemUntilOf } from "../kernel/until.ts";
import { AUTHOR } from "../mappings/import.ts";
import { findItems, type NamedItem } from "./menu-item-names.ts";

interface OffOptions extends ItemUntilOptions {
  reason?: string;
}

/** `parley menu off …`, `menu on …`, `menu off-list …` */
export function addItemCommands(menu: Command, run: Run): void {
  const off = menu
    .command("off <location> <item...>")
    .description("take items off, by the POS's id; until they are put back, unless told otherwise");
  addItemUntilOptions(off)
    .option("--reason <text>", "why; kept with the items' history")
    .action(run(takeOff));
  menu
    .command("on <location> <item...>")
    .description("put items back; what the POS says is sold out stays so")
    .action(run(putBack));
  menu
    .command("off-list <location>")
    .description("what cannot be ordered now, and who decided that")
    .action(run(list));
}

async function takeOff(
  session: Session,
  idOrCode: string,
  given: string[],
  options: OffOptions,
): Promise<Result> {
  const store = await openStore(session, idOrCode);
  const items = findItems(given, store.menu, []);
  const result = await set(session, store, {
    items,
    isAvailable: false,
    until: itemUntilOf(options),
    reason: options.reason ?? null,
  });
  const { code, timezone } = store.location;
  const [are, they] = items.length === 1 ? ["is", "it is"] : ["are", "they are"];
  const until = result.untilAt === null ? `${they} put back` : clock(result.untilAt, timezone);
  return {
    json: {
      location: code,
      items: items.map(itemJson),
      until: result.untilAt,
      changed_count: result.changed.length,
    },
    text: `${code}: ${names(items)} ${are} off until ${until}.`,
  };
}

async function putBack(session: Session, idOrCode: string, given: string[]): Promise<Result> {
  const store = await openStore(session, idOrCode);
  const before = await store.availability.list(store.location.id);
  const items = findItems(given, store.menu, before);
  const { changed } = await set(session, store, { items, isAvailable: true, until: null, reason: null });
  const stillOff = (await readOff(store)).filter((off) => items.some((item) => isSame(item, off)));
  const { code } = store.location;
  return {
    json: {
      location: code,
      items: items.map(itemJson),
      changed_count: changed.length,
      still_off: stillOff.map(({ kind, itemId }) => itemJson({ kind, itemId })),
    },
    text:
      changed.length === 0
        ? `${code}: nobody had taken ${names(items)} off.`
        : `${code}: ${names(items)} put back.`,
    warnings: stillOff.map(({ status: { source, blocker }, ...item }) =>
      source === "derived" && blocker !== null
        ? `${names([item])} cannot be ordered yet, since ${blockerWords(blocker)}: it comes back with that.`
        : `The POS says that ${names([item])} is sold out: only the POS can bring it back.`,
    ),
  };
}

async function list(session: Session, idOrCode: string): Promise<Result> {
  const store = await openStore(session, idOrCode);
  const items = await readOff(store);
  const { code, timezone } = store.location;
  return {
    json: {
      location: code,
      items: items.map(({ kind, itemId, name, status: { source, override, blocker } }) => ({
        ...itemJson({ kind, itemId }),
        name,
        source,
        since: override?.fromAt ?? null,
        until: override?.untilAt ?? null,
        by: override?.setBy ?? null,
        reason: override?.reason ?? null,
        because: blocker === null ? null : blockerWords(blocker),
      })),
    },
    text: table(
      items,
      {
        item: (row) => row.itemId,
        kind: (row) => row.kind,
        name: (row) => row.name ?? "(not on the menu any more)",
        says: (row) => row.status.source,
        until: ({ status: { override } }) =>
          override === null || override.untilAt === null ? null : clock(override.untilAt, timezone),
        by: (row) => row.status.override?.setBy ?? null,
        reason: ({ status: { override, blocker } }) =>
          override?.reason ?? (blocker === null ? null : blockerWords(blocker)),
      },
      `Nothing is off at ${code}.`,
    ),
  };
}

/** The API's log says what cannot be read; here it is as if there were no menu. */
const UNSAID = { error: () => {} };

interface Store {
  location: Location;
  menu: CurrentMenu["menu"] | null;
  availability: Availability;
}

async function openStore(session: Session, idOrCode: string): Promise<Store> {
  const { db, now } = session;
  const location = await requireLocation(session, idOrCode);
  const inForce = await readMenuInForce(db, { locationId: location.id, log: UNSAID });
  return { location, menu: inForce?.menu ?? null, availability: createAvailability({ db, now }) };
}

async function readOff({ location, menu, availability }: Store): Promise<OffItem[]> {
  return offItems(menu, await availability.list(location.id));
}

interface SetArgs {
  items: readonly NamedItem[];
  isAvailable: boolean;
  until: ItemUntil | null;
  reason: string | null;
}

async function set(session: Session, { location, menu, availability }: Store, args: SetArgs) {
  const items = args.items.map(({ kind, itemId }) => ({ kind, itemId }));
  const outcome = await setItems(
    { availability, now: session.now() },
    { ...args, location, menu, items, by: AUTHOR, say: wordsIn("en")("takeoff") },
  );
  if (outcome.kind === "invalid") throw new Refusal(`invalid_${outcome.field}`, outcome.message);
  return outcome;
}

function itemJson({ kind, itemId }: AvailabilityItem) {
  return { kind, item: itemId };
}

function isSame(one: AvailabilityItem, other: AvailabilityItem): boolean {
  return one.kind === other.kind && one.itemId === other.itemId;
}

function names(items: readonly { itemId: string; name: string | null }[]): string {
  return items.map(({ itemId, name }) => plain(name ?? itemId)).join(", ");
}
