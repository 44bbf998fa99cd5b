import { everyBrand, newId } from "@parley/db";
import { type Location, listLocations } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { createAvailability } from "../../menus/availability/availability.ts";
import {
  type ManyStoresDeps,
  STORES_MAX,
  type StoreAnswer,
  setInStores,
} from "../../menus/availability/many-stores.ts";
import { createOverlays } from "../../menus/availability/overlay.ts";
import type { ItemUntil } from "../../menus/availability/set-items.ts";
import { undoInStores } from "../../menus/availability/undo-stores.ts";
import { readMenuInForce } from "../../menus/menu-in-force.ts";
import { requireLocation } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { notFound, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addItemUntilOptions, clock, type ItemUntilOptions, itemUntilOf } from "../kernel/until.ts";
import { AUTHOR } from "../mappings/import.ts";
import { findItems } from "./menu-item-names.ts";

interface WhereOptions {
  stores?: string[];
  all?: true;
}

type OffOptions = ItemUntilOptions & WhereOptions & { reason?: string };

/** `parley menu stores-off …`, `menu stores-on …`, `menu stores-undo …` */
export function addStoresCommands(menu: Command, run: Run): void {
  const where = (command: Command) =>
    command
      .option("--stores <location...>", "in these stores of its brand, beside the one that names the item")
      .option("--all", "in every store of its brand whose menu has it");
  const off = menu
    .command("stores-off <location> <item>")
    .description("take an item off in several stores: by the id on one store's menu, or else by its name");
  addItemUntilOptions(where(off))
    .option("--reason <text>", "why; kept with the item's history")
    .action(run(takeOff));
  where(
    menu.command("stores-on <location> <item>").description("put an item back in several stores of a brand"),
  ).action(run(putBack));
  menu
    .command("stores-undo <act>")
    .description("bring back what one `stores-off` took off, and nothing that somebody changed since")
    .action(run(undo));
}

async function takeOff(session: Session, id: string, item: string, options: OffOptions): Promise<Result> {
  const act = { isAvailable: false, until: itemUntilOf(options), reason: options.reason ?? null };
  return await set(session, { id, item, options, act });
}

async function putBack(session: Session, id: string, item: string, options: WhereOptions): Promise<Result> {
  return await set(session, { id, item, options, act: { isAvailable: true, until: null, reason: null } });
}

interface Asked {
  id: string;
  item: string;
  options: WhereOptions;
  act: { isAvailable: boolean; until: ItemUntil | null; reason: string | null };
}

async function set(session: Session, { id, item: given, options, act }: Asked): Promise<Result> {
  const first = await requireLocation(session, id);
  const stores = await storesOf(session, first, options);
  const deps = depsOf(session);
  const current = await deps.menuOf(first);
  const off = act.isAvailable ? await deps.availability.list(first.id) : [];
  const [item] = findItems([given], current?.menu ?? null, off);
  if (item === undefined) throw new Refusal("unknown_item", "Name an item.");
  const actId = newId("ava");
  const answers = await setInStores(deps, {
    stores,
    item,
    ...act,
    by: AUTHOR,
    say: wordsIn("en")("takeoff"),
    actId,
  });
  // With --all, the stores that do not have it are no news.
  const told = options.all ? answers.filter(({ result }) => result !== "not_on_menu") : answers;
  const isUndoable = answers.some(({ result }) => result === "off");
  return resultOf(told, isUndoable ? actId : null);
}

async function storesOf(
  session: Session,
  first: Location,
  { stores, all }: WhereOptions,
): Promise<Location[]> {
  if ((stores === undefined) === (all === undefined)) throw new UsageError("Give --stores or --all.");
  const brand = await listLocations(session.db, { scope: everyBrand, brandId: first.brandId });
  const named = await Promise.all((stores ?? []).map((each) => requireLocation(session, each)));
  const other = named.find(({ brandId }) => brandId !== first.brandId);
  if (other !== undefined)
    throw new Refusal("crosses_brands", `${other.code} is a store of another brand than ${first.code}.`);
  const ids = new Set([first, ...named].map((store) => store.id));
  const asked = all ? brand : brand.filter((store) => ids.has(store.id));
  if (asked.length > STORES_MAX)
    throw new Refusal("too_many_stores", `At most ${STORES_MAX} stores at once; these are ${asked.length}.`);
  return asked;
}

async function undo(session: Session, actId: string): Promise<Result> {
  const answers = await undoInStores(
    { ...depsOf(session), db: session.db },
    { scope: everyBrand, actId, by: AUTHOR },
  );
  if (answers === null) throw notFound("act", actId, "menu stores-off --help");
  return resultOf(answers, null);
}

/** The API's log says what cannot be read; here it is as if there were no menu. */
const UNSAID = { error: () => {} };

function depsOf(session: Session): ManyStoresDeps {
  const { db, now, terminal } = session;
  const availability = createAvailability({ db, now });
  const overlays = createOverlays();
  return {
    availability,
    mayAct: () => true,
    now,
    async menuOf({ id }) {
      const pulled = await readMenuInForce(db, { locationId: id, log: UNSAID });
      return pulled === null ? null : overlays.apply(pulled, await availability.list(id), now());
    },
    onError: ({ code }, error) => terminal.err(`${code}: ${String(error)}\n`),
  };
}

const WORDS: Readonly<Record<StoreAnswer["result"], string>> = {
  off: "off",
  already_off: "was off already, left as it is",
  back: "back",
  still_off: "put back, but sold out at the POS or without what it needs",
  not_off: "nobody had taken it off",
  not_on_menu: "not on its menu",
  ambiguous: "several items there have this name",
  no_menu: "no menu yet",
  not_allowed: "not allowed",
  not_found: "no such store",
  invalid: "refused",
  changed_since: "changed since, left as it is",
  failed: "could not be done: try again",
};

const BAD: ReadonlySet<StoreAnswer["result"]> = new Set(["invalid", "failed", "ambiguous"]);

function resultOf(answers: readonly StoreAnswer[], actId: string | null): Result {
  const isOff = ({ result }: StoreAnswer) => result === "off" || result === "already_off";
  return {
    json: {
      act: actId,
      stores: answers.map(({ location, result, itemId, untilAt, message }) => ({
        location: location?.code ?? null,
        result,
        item: itemId,
        until: untilAt,
        message,
      })),
    },
    text: [
      table(
        answers,
        {
          store: ({ location }) => location?.code ?? null,
          item: ({ name, itemId }) => name ?? itemId,
          result: ({ result, message }) => message ?? WORDS[result],
          until: (answer) =>
            !isOff(answer) || answer.location === null
              ? null
              : answer.untilAt === null
                ? "put back"
                : clock(answer.untilAt, answer.location.timezone),
        },
        "No store of the brand has it.",
      ),
      ...(actId === null ? [] : [`Undo: npm run parley -- menu stores-undo ${actId}`]),
    ].join("\n"),
    isBad: answers.some(({ result }) => BAD.has(result)),
  };
}
