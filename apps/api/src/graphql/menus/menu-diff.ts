import { findLocation } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import { changedFields, changeKinds, type MenuChange, nodeKinds } from "../../menus/diff/changes.ts";
import {
  type AskedSide,
  breaksOf,
  CHANGES_MAX,
  type ComparedSide,
  type Comparison,
  compareMenus,
} from "../../menus/diff/compare-menus.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Location } from "../stores/location.ts";
import { MenuReplay } from "./menu-replay.ts";

// What is different between two menus.

const KINDS: Readonly<Record<(typeof changeKinds)[number], string>> = {
  price: "Another price.",
  added: "It is only in the menu after.",
  gone: "It is only in the menu before.",
  rule: "What has to or may be chosen.",
  tax: "Which taxes, and how high.",
  hours: "When it is served, and for which order types.",
  stock: "What the POS says is sold out.",
  name: "Another name.",
  detail: "What changes no order: descriptions, pictures, places.",
};

const MenuChangeKind = builder.enumType("MenuChangeKind", {
  description: "What a difference of two menus is about.",
  values: Object.fromEntries(
    changeKinds.map((kind) => [kind.toUpperCase(), { value: kind, description: KINDS[kind] }]),
  ),
});

const MenuChangeType = builder.objectRef<MenuChange>("MenuChange").implement({
  description: "One difference of two menus. Things are the same where the POS's id is.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.field({
      type: MenuChangeKind,
      description: "What it is about.",
      resolve: ({ kind }) => kind,
    }),
    node: t.exposeString("node", { description: `What kind of thing: ${nodeKinds.join(", ")}.` }),
    id: t.exposeID("id", { description: "The POS's id of it." }),
    productId: t.exposeID("productId", {
      nullable: true,
      description: "Of a size: the POS's id of its item.",
    }),
    nameBefore: t.string({
      nullable: true,
      description: "Its name in the menu before; null where it was not there.",
      resolve: ({ names }) => names.before,
    }),
    nameAfter: t.string({
      nullable: true,
      description: "Its name in the menu after; null where it is not there.",
      resolve: ({ names }) => names.after,
    }),
    field: t.exposeString("field", {
      nullable: true,
      description: `What of it differs: ${changedFields.join(", ")}. Null where it was added or is gone.`,
    }),
    beforeCents: t.int({
      nullable: true,
      description: "Its price before, in the store's cents.",
      resolve: ({ price }) => price?.beforeCents ?? null,
    }),
    afterCents: t.int({
      nullable: true,
      description: "Its price after.",
      resolve: ({ price }) => price?.afterCents ?? null,
    }),
    ratio: t.float({
      nullable: true,
      description: "How much of the price before the change is: 9 for ten times as much, -0.5 for half.",
      resolve: ({ price }) => price?.ratio ?? null,
    }),
    before: t.stringList({
      description: "What was; of a list only what it lost, by name.",
      resolve: ({ before }) => [...before],
    }),
    after: t.stringList({
      description: "What is; of a list only what it gained, by name.",
      resolve: ({ after }) => [...after],
    }),
  }),
});

const MenuSide = builder.objectRef<ComparedSide>("MenuSide").implement({
  description: "A menu that is compared.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    location: t.expose("location", { type: Location, description: "The store." }),
    menuId: t.id({ description: "The version, by our id.", resolve: ({ head }) => head.id }),
    version: t.string({ description: "The hash of its content.", resolve: ({ head }) => head.version }),
    fetchedAt: t.field({
      type: "DateTime",
      description: "When the POS first gave it.",
      resolve: ({ head }) => head.fetchedAt,
    }),
    isInForce: t.boolean({
      description: "True where PAR is served it.",
      resolve: ({ head }) => head.isInForce,
    }),
    isNewest: t.boolean({
      description: "True where it is what the POS gave last.",
      resolve: ({ head }) => head.isCurrent,
    }),
    orderType: t.exposeString("orderType", {
      nullable: true,
      description: "The type of orders that it is looked at for; null for every type.",
    }),
  }),
});

const MenuChangeCount = builder.objectRef<Comparison["counts"][number]>("MenuChangeCount").implement({
  description: "How many differences of a kind there are.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.field({ type: MenuChangeKind, description: "The kind.", resolve: ({ kind }) => kind }),
    count: t.exposeInt("count", { description: "How many." }),
  }),
});

const MenuDiff = builder.objectRef<Comparison>("MenuDiff").implement({
  description: "Two menus beside each other, as their POS gave them. What people took off is in neither.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    before: t.expose("before", { type: MenuSide, description: "The menu before." }),
    after: t.expose("after", { type: MenuSide, description: "The menu after." }),
    counts: t.expose("counts", {
      type: [MenuChangeCount],
      description: "How many differences there are, whatever is asked for; kinds without any are left out.",
    }),
    raised: t.exposeInt("raised", { description: "How many prices went up." }),
    lowered: t.exposeInt("lowered", { description: "How many went down." }),
    changes: t.expose("changes", {
      type: [MenuChangeType],
      description: `The differences by kind, the greatest change of a price first; ${CHANGES_MAX} at most.`,
    }),
    found: t.exposeInt("found", { description: "How many there are with the text that was asked for." }),
    breaks: t.field({
      type: MenuReplay,
      nullable: true,
      description:
        "Recent orders of the store after, judged by both menus again. It only reads. Null where the sides are of different order types.",
      complexity: 100,
      resolve: ({ before, after }, _args, { db, scopeFor, now }) =>
        breaksOf(db, { before, after, scope: scopeFor("orders.read"), now: now() }),
    }),
  }),
});

const MenuSideInput = builder.inputType("MenuSideInput", {
  description: "A menu to compare.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    menuId: t.id({ description: "A version, by our id; the one in force if left out." }),
    orderType: t.string({
      description:
        "A word of the contract, such as `delivery`: only what is offered for it. Every type if left out.",
    }),
  }),
});

const MenuDiffInput = builder.inputType("MenuDiffInput", {
  description: "Two menus to compare: versions, stores or order types.",
  fields: (t) => ({
    from: t.field({ type: MenuSideInput, required: true, description: "The menu before." }),
    to: t.field({ type: MenuSideInput, required: true, description: "The menu after." }),
    text: t.string({ description: "Only differences with this text in a name or an id." }),
  }),
});

const MenuDiffResult = builder.unionType("MenuDiffResult", {
  description: "What is different, or why that cannot be told.",
  types: [MenuDiff, NotFound, InvalidInput],
  resolveType: resultType("MenuDiff"),
});

builder.queryField("menuDiff", (t) =>
  t.field({
    type: MenuDiffResult,
    description: "Compares two menus. For whoever may read both stores' menus.",
    authScopes: { signedIn: true },
    complexity: 50,
    args: { input: t.arg({ type: MenuDiffInput, required: true, description: "The two." }) },
    resolve: (_root, { input }, context) => compare(context, input),
  }),
);

async function compare(
  { db, scopeFor, words }: GraphqlContext,
  { from, to, text }: typeof MenuDiffInput.$inferInput,
): Promise<Comparison | Refusal> {
  const say = words("diff");
  const scope = scopeFor("stores.read");
  const side = async ({ locationId, menuId, orderType }: typeof from): Promise<AskedSide | null> => {
    const location = await findLocation(db, { scope, idOrCode: locationId });
    return location === null ? null : { location, menuId: menuId ?? null, orderType: orderType ?? null };
  };
  const [before, after] = await Promise.all([side(from), side(to)]);
  if (before === null || after === null) return refuse("NOT_FOUND", say("refused.noStore"));
  const sought = text?.trim().slice(0, TEXT_MAX.menuName) ?? "";
  const asked = { scope, from: before, to: after, text: sought === "" ? null : sought, say };
  const outcome = await compareMenus(db, asked);
  switch (outcome.kind) {
    case "compared":
      return outcome;
    case "not_found":
      return refuse("NOT_FOUND", outcome.message);
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
  }
}
