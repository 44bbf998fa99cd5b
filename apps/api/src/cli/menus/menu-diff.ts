import { everyBrand } from "@parley/db";
import type { Location } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import type { MenuChange } from "../../menus/diff/changes.ts";
import { type AskedSide, breaksOf, type ComparedSide, compareMenus } from "../../menus/diff/compare-menus.ts";
import { requireLocation } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { findVersion } from "./find-version.ts";

interface DiffOptions {
  with?: string;
  orderType?: string;
  withOrderType?: string;
  text?: string;
}

/** `parley menu diff …` */
export function addDiffCommand(menu: Command, run: Run): void {
  menu
    .command("diff <location> [before] [after]")
    .description(
      "what is different between two menus, versions by id or hash, by default the ones in force, and which orders of the last week that breaks",
    )
    .option("--with <location>", "the store of the menu before, instead of the same")
    .option("--order-type <type>", "only what is offered for it, on both sides")
    .option("--with-order-type <type>", "of the menu before, instead of the same")
    .option("--text <text>", "only differences with this in a name or an id")
    .action(run(diff));
}

async function diff(
  session: Session,
  idOrCode: string,
  before: string | undefined,
  after: string | undefined,
  options: DiffOptions,
): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const other = options.with === undefined ? location : await requireLocation(session, options.with);
  const { orderType = null } = options;
  const from = await side(session, other, before, options.withOrderType ?? orderType);
  const to = await side(session, location, after, orderType);
  const say = wordsIn("en")("diff");
  const outcome = await compareMenus(session.db, {
    ...{ scope: everyBrand, from, to, say },
    text: options.text?.trim() || null,
  });
  if (outcome.kind === "not_found") throw new Refusal("no_menu", outcome.message);
  if (outcome.kind === "invalid") throw new Refusal("not_comparable", outcome.message);
  const { counts, raised, lowered, changes, found } = outcome;
  const breaks = await breaksOf(session.db, { ...outcome, scope: everyBrand, now: session.now() });
  const count = counts.reduce((sum, each) => sum + each.count, 0);
  return {
    json: {
      before: sideJson(outcome.before),
      after: sideJson(outcome.after),
      counts: Object.fromEntries(counts.map((each) => [each.kind, each.count])),
      found,
      changes: changes.map((change) => ({
        kind: change.kind,
        node: change.node,
        id: change.id,
        product_id: change.productId,
        name_before: change.names.before,
        name_after: change.names.after,
        field: change.field,
        before_cents: change.price?.beforeCents ?? null,
        after_cents: change.price?.afterCents ?? null,
        before: change.before,
        after: change.after,
      })),
      breaks: breaks && {
        judged: breaks.judged,
        skipped: breaks.skipped,
        refused: breaks.refused,
        dearer: breaks.dearer,
        cheaper: breaks.cheaper,
        orders: breaks.broken.map((order) => ({
          call: order.exchangeId,
          order: order.orderId,
          at: order.at,
          before_cents: order.beforeCents,
          after_cents: order.afterCents,
          issues: order.issues.map(({ code, message }) => ({ code, message })),
        })),
      },
    },
    text: table(
      changes,
      {
        kind: ({ kind }) => kind,
        what: ({ node }) => node,
        id: ({ id }) => id,
        name: ({ names }) => names.after ?? names.before,
        field: ({ field }) => field,
        before: (change) => sideOf(change, "before"),
        after: (change) => sideOf(change, "after"),
      },
      say("sentence", { count, raised, lowered, refused: 0 }),
    ),
    warnings: [
      ...(found > changes.length ? [say("more", { left: found - changes.length })] : []),
      ...(breaks !== null && breaks.refused + breaks.dearer + breaks.cheaper > 0
        ? [say("breaks.sentence", breaks)]
        : []),
    ],
  };
}

async function side(
  session: Session,
  location: Location,
  version: string | undefined,
  orderType: string | null,
): Promise<AskedSide> {
  const menuId = version === undefined ? null : (await findVersion(session, location, version)).id;
  return { location, menuId, orderType };
}

function sideJson({ location, head, orderType }: ComparedSide) {
  return {
    location: location.code,
    id: head.id,
    menu_version: head.version,
    in_force: head.isInForce,
    order_type: orderType,
  };
}

function sideOf({ price, ...change }: MenuChange, side: "before" | "after"): string | null {
  const cents = side === "before" ? price?.beforeCents : price?.afterCents;
  if (price !== null) return cents === null || cents === undefined ? null : String(cents);
  return change[side].join(", ");
}
