import { isPausedAt, LOOK_BACK, type Location as LocationRow } from "@parley/db/stores";
import type { Words } from "@parley/words";
import type { CauseClass } from "../../explain/causes/cause-class.ts";
import { type Current, type IssueView, readCurrent } from "../../issues/current.ts";
import { type IssueStep, nextStepOf } from "../../issues/next-step.ts";
import { drillResultOf } from "../../menus/fire-drill/result.ts";
import { IssueStepType, IssueType, titleOf } from "../issues/issue.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "./location.ts";

type Light = "green" | "amber" | "red";

const StoreLight = builder.enumType("StoreLight", {
  description: "How a store does.",
  values: {
    GREEN: { value: "green", description: "Nothing is known to be wrong." },
    AMBER: { value: "amber", description: "Somebody should look: some orders may not come through." },
    RED: { value: "red", description: "Paid orders do not reach the kitchen, or cannot." },
  } satisfies Record<string, { value: Light; description: string }>,
});

interface StoreStateShape {
  location: LocationRow;
  light: Light;
  sentence: string;
  nextStep: IssueStep | null;
  issues: readonly IssueView[];
  isPosReachable: boolean;
}

const StoreState = builder.objectRef<StoreStateShape>("StoreState").implement({
  description: "How a store does right now, in one sentence, and what to do.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    light: t.expose("light", { type: StoreLight, description: "Green, amber or red." }),
    sentence: t.exposeString("sentence", { description: "Why." }),
    nextStep: t.expose("nextStep", {
      type: IssueStepType,
      nullable: true,
      description: "What to do now; null where nothing has to be done.",
    }),
    issues: t.field({
      type: [IssueType],
      description: "What is wrong at it, the greatest harm first.",
      resolve: ({ issues }) => [...issues],
    }),
    isPosReachable: t.exposeBoolean("isPosReachable", {
      description: "False while its POS is known not to answer, or to answer with faults.",
    }),
    posAnsweredAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When its POS last answered, about an order or with its menu; null where it never did.",
      resolve: async ({ location }, _args, { loaders }) => {
        const [{ posAnsweredAt }, menu] = await Promise.all([
          loaders.storePulse.load(location.id),
          loaders.menuHead.load(location.id),
        ]);
        const times = [posAnsweredAt, menu?.confirmedAt ?? null].filter((at) => at !== null);
        return times.length === 0 ? null : new Date(Math.max(...times.map((at) => at.getTime())));
      },
    }),
    lastOrderAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When PAR sent the last order; null where it never did.",
      resolve: async ({ location }, _args, { loaders }) =>
        (await loaders.storePulse.load(location.id)).lastOrderAt,
    }),
    waitingOrders: t.int({
      description: "Orders that wait to be sent to its POS: for their turn, or until it takes orders again.",
      resolve: async ({ location }, _args, { loaders }) =>
        (await loaders.storePulse.load(location.id)).waiting,
    }),
    recentOrders: t.int({
      description: `Its newest orders, counted up to ${LOOK_BACK}.`,
      resolve: async ({ location }, _args, { loaders }) =>
        (await loaders.storePulse.load(location.id)).recentOrders,
    }),
    otherBills: t.int({
      description: "Those of `recentOrders` for which its POS charges another amount than it was sent.",
      resolve: async ({ location }, _args, { loaders }) =>
        (await loaders.storePulse.load(location.id)).otherBills,
    }),
  }),
});

builder.objectField(Location, "state", (t) =>
  t.field({
    type: StoreState,
    nullable: true,
    description: "How it does right now; null where you may not see the store itself.",
    complexity: 20,
    resolve: async (location, _args, context) =>
      context.may("stores.read", placeOf(location)) ? await stateOf(location, context) : null,
  }),
);

/** The POS does not take orders. */
const POS_AWAY: readonly CauseClass[] = [
  "store_in_doubt",
  "pos_silent",
  "pos_fault",
  "pos_unreachable",
  "store_setup",
];

/** Beside orders that wait, what lets no order come through, or a kitchen and PAR believe different things. */
const RED: readonly CauseClass[] = [
  ...POS_AWAY,
  "menu_missing",
  "crossed_orders",
  "pos_took_back",
  "pos_has_it",
  "contradicted",
];

/** By a menu that is only old, orders still come through. */
function isRed({ cause, waiting, menu }: IssueView): boolean {
  const isOldMenu = cause === "menu_missing" && menu?.problem === "stale";
  return waiting.length > 0 || (RED.includes(cause) && !isOldMenu);
}

async function stateOf(location: LocationRow, context: GraphqlContext): Promise<StoreStateShape> {
  const say = context.words("stores");
  const issues = (await currentOf(context)).issues.filter(({ locationId }) => locationId === location.id);
  const isPosReachable = !issues.some(({ cause }) => POS_AWAY.includes(cause));
  const red = issues.find(isRed);
  const common = { location, issues, isPosReachable };
  // What somebody stopped explains most of what is amber, and nothing of what is red.
  const stopped = red === undefined ? await stoppedState(location, say, context) : null;
  if (stopped !== null) return { ...common, ...stopped };
  const first = red ?? issues[0];
  if (first !== undefined) {
    const sentence = await titleOf(first, {}, context);
    const { mend, calls } = nextStepOf(first, context.words("issues"));
    const toCalls = { label: say("link.calls"), href: `/exchanges?kind=to_pos&store=${location.id}` };
    const nextStep = mend ?? calls ?? (isPosReachable ? null : toCalls);
    return { ...common, light: red ? "red" : "amber", sentence, nextStep };
  }
  return { ...common, ...(await quietState(location, say, context)) };
}

/** Of a store that takes no orders because it, or the connection that they come by, is paused; null where none is. */
async function stoppedState(
  location: LocationRow,
  say: Words<"stores">,
  { loaders, now, may }: GraphqlContext,
): Promise<Pick<StoreStateShape, "light" | "sentence" | "nextStep"> | null> {
  const { id, pauseReason } = location;
  if (isPausedAt(location, now())) {
    const toPause = { label: say("step.resume"), href: `/stores/${id}#pause` };
    const nextStep = may("availability.edit", placeOf(location)) ? toPause : null;
    return { light: "amber", sentence: say("why.paused", { reason: pauseReason ?? "–" }), nextStep };
  }
  // Before it has a POS, that is what it lacks.
  if (location.posKind === null) return null;
  const mappings = (await loaders.mappings("location")).filter(({ targetId }) => targetId === id);
  const connections = await Promise.all(
    mappings.map(({ connectionId }) => loaders.connection.load(connectionId)),
  );
  const paused = connections.find((connection) => isPausedAt(connection, now()));
  if (paused === undefined) return null;
  const toConnection = { label: say("step.connection"), href: `/connections/${paused.slug}` };
  const isReadable = await loaders.connectionIsReadable.load(paused.id);
  const sentence = say("why.connectionPaused", { name: paused.name });
  return { light: "amber", sentence, nextStep: isReadable ? toConnection : null };
}

/** Of a store without an issue, which nobody stopped. */
async function quietState(
  location: LocationRow,
  say: Words<"stores">,
  { loaders, may }: GraphqlContext,
): Promise<Pick<StoreStateShape, "light" | "sentence" | "nextStep">> {
  const { id, menuPullError } = location;
  const toMenu = { label: say("step.menu"), href: `/menus/${id}` };
  if (location.posKind === null) {
    const toPos = { label: say("step.pos"), href: `/stores/${id}#pos` };
    const nextStep = may("stores.edit", placeOf(location)) ? toPos : null;
    return { light: "red", sentence: say("why.noPos"), nextStep };
  }
  if ((await loaders.menuHead.load(id)) === null)
    return { light: "red", sentence: say("why.noMenu"), nextStep: toMenu };
  const mappings = (await loaders.mappings("location")).filter(({ targetId }) => targetId === id);
  if (mappings.length === 0) {
    const nextStep = { label: say("step.map"), href: "/mappings" };
    return { light: "amber", sentence: say("why.notMapped"), nextStep };
  }
  if (menuPullError !== null) return { light: "amber", sentence: say("why.menuOld"), nextStep: toMenu };
  const { lastOrderAt } = await loaders.storePulse.load(id);
  if (lastOrderAt !== null) return { light: "green", sentence: say("why.well"), nextStep: null };
  const drilled = await drillState(location, say, { loaders, may });
  if (drilled !== null) return drilled;
  const toSimulator = { label: say("step.try"), href: `/simulator?store=${id}` };
  const nextStep = may("simulator.use", placeOf(location)) ? toSimulator : null;
  return { light: "green", sentence: say("why.ready"), nextStep };
}

/** Before the first order: what a fire drill found, or that one is to be held; null where the POS takes every item. */
async function drillState(
  location: LocationRow,
  say: Words<"stores">,
  { loaders, may }: Pick<GraphqlContext, "loaders" | "may">,
): Promise<Pick<StoreStateShape, "light" | "sentence" | "nextStep"> | null> {
  const { id } = location;
  const [drill, menu] = await Promise.all([loaders.lastFireDrill.load(id), loaders.menuHead.load(id)]);
  const href = `/menus/${id}/fire-drill`;
  switch (drillResultOf(drill, menu?.id ?? null)) {
    case "fine":
      return null;
    case "differs": {
      const sentence = say("why.differs", { count: drill?.differingCount ?? 0 });
      return { light: "amber", sentence, nextStep: { label: say("step.differs"), href } };
    }
    case "open":
      if (!may("menus.refresh", placeOf(location))) return null;
      return {
        light: "green",
        sentence: say("why.undrilled"),
        nextStep: { label: say("step.drill"), href },
      };
  }
}

const currents = new WeakMap<GraphqlContext, Promise<Current>>();

/** What is wrong now, read once per request however many stores are asked about. */
function currentOf(context: GraphqlContext): Promise<Current> {
  const { db, scopeFor, now, ledgerNow } = context;
  const known =
    currents.get(context) ??
    readCurrent(db, { scope: scopeFor("stores.read"), now: now(), ledgerNow: ledgerNow() });
  currents.set(context, known);
  return known;
}
