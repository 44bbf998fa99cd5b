import {
  type DrillFailure,
  type DrillFindingKind,
  type DrillSkip,
  type DrillState,
  type DrillWait,
  type FireDrillFinding as FindingRow,
  type FireDrill as FireDrillRow,
  findFireDrill,
  listFireDrillFindings,
  listFireDrillSkips,
  listFireDrills,
  type FireDrillSkip as SkipRow,
} from "@parley/db/menus";
import { drillFindingText } from "../../menus/fire-drill/words.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { badInput } from "../kernel/page.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";

const FINDINGS_SIZE = 200;
const FINDINGS_MAX = 1000;
const SKIPS_MAX = 500;
const DRILLS_SIZE = 5;
const DRILLS_MAX = 20;

interface Described<Value> {
  value: Value;
  description: string;
}

const FireDrillState = builder.enumType("FireDrillState", {
  description: "Where a fire drill stands.",
  values: {
    RUNNING: { value: "running", description: "It goes on in the background." },
    DONE: { value: "done", description: "Every item was gone through." },
    STOPPED: { value: "stopped", description: "Somebody stopped it." },
    FAILED: { value: "failed", description: "It could not go on; `failure` says why." },
  } satisfies Record<string, Described<DrillState>>,
});

const FireDrillFailure = builder.enumType("FireDrillFailure", {
  description: "Why a fire drill could not go on.",
  values: {
    NO_ANSWER: { value: "no_answer", description: "The POS did not answer several items in a row." },
    NOT_OFFERED: { value: "not_offered", description: "The POS has no check." },
    STORE_CLOSED: { value: "store_closed", description: "The POS says that the store is closed." },
    MENU_GONE: { value: "menu_gone", description: "The version cannot be read any more." },
    POS_GONE: { value: "pos_gone", description: "The store has no POS that can be used any more." },
  } satisfies Record<string, Described<DrillFailure>>,
});

const FireDrillWait = builder.enumType("FireDrillWait", {
  description: "What a running fire drill waits for.",
  values: {
    ORDERS: { value: "orders", description: "Orders are under way at the store, and go first." },
    POS: { value: "pos", description: "The POS takes no orders at the moment." },
  } satisfies Record<string, Described<DrillWait>>,
});

const FireDrillFindingKind = builder.enumType("FireDrillFindingKind", {
  description: "In what an item differs.",
  values: {
    PRICE: { value: "price", description: "Its price, or the total or tax of an order of it." },
    UNKNOWN: { value: "unknown", description: "The POS does not know its id, or that of a size or choice." },
    OFF: { value: "off", description: "It, or a choice that it needs, is sold out at the POS." },
    CHOICES: { value: "choices", description: "The POS wants more or fewer choices." },
    OTHER: { value: "other", description: "Something else; see `code` and `message`." },
    NO_ANSWER: { value: "no_answer", description: "The POS gave no answer about it." },
  } satisfies Record<string, Described<DrillFindingKind>>,
});

const FireDrillSkipReason = builder.enumType("FireDrillSkipReason", {
  description: "Why the POS was not asked about an item.",
  values: {
    OFF: {
      value: "off",
      description: "It was off: somebody took it off, or the POS said that it is sold out.",
    },
    BLOCKED: { value: "blocked", description: "Something that it needs was off, so nobody could order it." },
    NOT_SERVED: { value: "not_served", description: "No menu serves it at any time." },
  } satisfies Record<string, Described<DrillSkip>>,
});

const FireDrillSkip = builder.objectRef<SkipRow>("FireDrillSkip").implement({
  description: "An item that the POS was not asked about, because we sold none at that moment.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    itemId: t.exposeID("productId", { description: "The item, by the POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    why: t.expose("why", { type: FireDrillSkipReason, description: "Why." }),
  }),
});

const FireDrillFinding = builder.objectRef<FindingRow>("FireDrillFinding").implement({
  description: "In what an item differed between our menu and the POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: FireDrillFindingKind, description: "In what." }),
    code: t.exposeString("code", {
      description: "The contract's code for what the POS said, or why it gave no answer.",
    }),
    itemId: t.exposeID("productId", { description: "The item, by the POS's id." }),
    name: t.exposeString("name", { description: "Its name." }),
    size: t.exposeString("size", { nullable: true, description: "The size that it is about, by name." }),
    ours: t.exposeString("ours", { nullable: true, description: "What we say, such as a price." }),
    theirs: t.exposeString("theirs", { nullable: true, description: "What the POS says." }),
    message: t.exposeString("message", { description: "What the POS said, in its own words." }),
    sentence: t.string({
      description: "What differs, in plain words.",
      resolve: (finding, _args, { words }) => drillFindingText(finding, words("drill")),
    }),
    nextStep: t.string({
      description: "What to do about it.",
      resolve: ({ kind }, _args, { words }) => words("drill")(`next.${kind}`),
    }),
  }),
});

export const FireDrill = builder.objectRef<FireDrillRow>("FireDrill").implement({
  description: "A store's menu, item by item against the check of its POS. Nothing is placed.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id, `drl_…`." }),
    menuId: t.exposeID("menuId", { description: "The version that is checked, by our id." }),
    isOfMenuInForce: t.boolean({
      description: "True where that version is in force.",
      resolve: async ({ locationId, menuId }, _args, { loaders }) =>
        (await loaders.menuHead.load(locationId))?.id === menuId,
    }),
    state: t.expose("state", { type: FireDrillState, description: "Where it stands." }),
    failure: t.expose("failure", {
      type: FireDrillFailure,
      nullable: true,
      description: "Why it could not go on.",
    }),
    waitsFor: t.expose("waitsFor", {
      type: FireDrillWait,
      nullable: true,
      description: "What it waits for, where it runs and does.",
    }),
    itemCount: t.exposeInt("itemCount", { description: "Items of the menu." }),
    checkedCount: t.exposeInt("position", { description: "How many of them were gone through." }),
    skippedCount: t.exposeInt("skippedCount", {
      description: "How many of those the POS was not asked about, because we sell none now.",
    }),
    differingCount: t.exposeInt("differingCount", { description: "How many of them differ." }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it was started." }),
    startedBy: t.string({
      description: "Who started it: an operator by name, or `cli`.",
      resolve: ({ startedBy }, _args, context) => nameOfActor(startedBy, context),
    }),
    endedAt: t.expose("endedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it ended; null while it runs.",
    }),
    findings: t.field({
      type: [FireDrillFinding],
      description: "What it found so far, in the menu's order.",
      args: {
        first: t.arg.int({ description: `How many, ${FINDINGS_SIZE} by default, ${FINDINGS_MAX} at most.` }),
      },
      resolve: ({ id }, { first }, { db }) => {
        const limit = first ?? FINDINGS_SIZE;
        if (limit < 1 || limit > FINDINGS_MAX) throw badInput(`Ask for 1 to ${FINDINGS_MAX} findings.`);
        return listFireDrillFindings(db, { drillId: id, limit });
      },
    }),
  }),
});

builder.objectField(FireDrill, "skipped", (t) =>
  t.field({
    type: [FireDrillSkip],
    description: `The items that the POS was not asked about, the first ${SKIPS_MAX} in the menu's order; empty for a drill of a release that did not keep them.`,
    resolve: ({ id }, _args, { db }) => listFireDrillSkips(db, { drillId: id, limit: SKIPS_MAX }),
  }),
);

builder.objectFields(Location, (t) => ({
  fireDrill: t.field({
    type: FireDrill,
    nullable: true,
    description: "One of its fire drills that are kept; null where it keeps no such one.",
    args: { id: t.arg.id({ required: true, description: "Our id, `drl_…`." }) },
    resolve: async (location, { id }, { db, scopeFor }) => {
      const drill = await findFireDrill(db, { scope: scopeFor("stores.read"), drillId: String(id) });
      return drill?.locationId === location.id ? drill : null;
    },
  }),
  canRunFireDrill: t.boolean({
    description: "Whether you may start and stop its fire drills.",
    resolve: (location, _args, { may }) => may("menus.refresh", placeOf(location)),
  }),
  fireDrills: t.field({
    type: [FireDrill],
    description: "Its fire drills, the newest first.",
    args: {
      first: t.arg.int({ description: `How many, ${DRILLS_SIZE} by default, ${DRILLS_MAX} at most.` }),
    },
    resolve: ({ id: locationId }, { first }, { db, scopeFor }) => {
      const limit = first ?? DRILLS_SIZE;
      if (limit < 1 || limit > DRILLS_MAX) throw badInput(`Ask for 1 to ${DRILLS_MAX} fire drills.`);
      return listFireDrills(db, { scope: scopeFor("stores.read"), locationId, limit });
    },
  }),
}));
