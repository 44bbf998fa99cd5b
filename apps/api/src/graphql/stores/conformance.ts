import {
  type ConformanceResult,
  type ConformanceRun as ConformanceRunRow,
  findLocation,
  listConformanceRuns,
} from "@parley/db/stores";
import type { AdapterClass } from "../../stores/conformance/claims.ts";
import { LIVE_CHECKS, type LiveCheckName, noRunAt } from "../../stores/conformance/run.ts";
import { noRunText } from "../../stores/conformance/texts.ts";
import { speakerOf } from "../availability/item-availability.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  InvalidInput,
  Kitchen,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "./location.ts";
import { PosClass } from "./set-pos.ts";

/** A store's runs that are shown: what a class rests on is the newest. */
const SHOWN_MAX = 5;

const ConformanceCheckResult = builder.objectRef<ConformanceResult>("ConformanceCheckResult").implement({
  description: "What one check of a run said.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    check: t.exposeString("check", { description: "Which, as a stable word." }),
    words: t.string({
      description: "What a POS that passes keeps, in a sentence.",
      resolve: ({ check }, _args, { words }) =>
        isCheck(check) ? words("pos")(`conformance.check.${check}`) : check,
    }),
    passed: t.exposeBoolean("passed", { description: "Whether the POS kept it." }),
    said: t.exposeString("said", {
      nullable: true,
      description: "What it did instead, for its maker; null where it passed.",
    }),
  }),
});

function isCheck(name: string): name is LiveCheckName {
  return LIVE_CHECKS.some((each) => each === name);
}

const ConformanceRun = builder.objectRef<ConformanceRunRow>("ConformanceRun").implement({
  description: "A run of the checks of a class against a store's POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id of the run." }),
    at: t.expose("at", { type: "DateTime", description: "When it ended." }),
    by: t.string({
      description: "Who had it made: a name, or `cli`.",
      resolve: ({ ranBy }, _args, context) => speakerOf(ranBy, context),
    }),
    adapterClass: t.field({
      type: PosClass,
      description: "The class that was claimed.",
      resolve: ({ adapterClass }): AdapterClass => adapterClass,
    }),
    canVoid: t.exposeBoolean("canVoid", { description: "Whether taking orders back was claimed." }),
    passed: t.exposeBoolean("passed", { description: "Whether the POS kept all of it." }),
    results: t.field({
      type: [ConformanceCheckResult],
      description: "Check by check.",
      resolve: ({ results }) => [...results],
    }),
    durationMs: t.exposeInt("durationMs", { description: "How long it took." }),
  }),
});

builder.objectFields(Location, (t) => ({
  conformanceRuns: t.field({
    type: [ConformanceRun],
    description: `The last runs of the checks against its POS, the newest first, ${SHOWN_MAX} at most.`,
    resolve: (location, _args, { db, may }) =>
      may("stores.read", placeOf(location))
        ? listConformanceRuns(db, { locationId: location.id, limit: SHOWN_MAX })
        : [],
  }),
  whyNoConformance: t.string({
    nullable: true,
    description: "Why no run of the checks may be made at it; null where one may, or it is not for you.",
    resolve: (location, _args, { may, words }) => {
      const why = may("stores.edit", placeOf(location)) ? noRunAt(location) : null;
      return why === null ? null : noRunText(why, words);
    },
  }),
}));

const RunConformanceInput = builder.inputType("RunConformanceInput", {
  description: "A POS that is to be put to the checks of what it is said to promise.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "A test store, or one at a POS's sandbox." }),
    adapterClass: t.field({
      type: PosClass,
      required: true,
      description: "The class that it is said to be of.",
    }),
    canVoid: t.boolean({ description: "Whether it is said to take orders back; no if left out." }),
  }),
});

const RunConformanceResult = builder.unionType("RunConformanceResult", {
  description: "The run, whether or not it passed, or why there was none.",
  types: [ConformanceRun, NotFound, NotAllowed, InvalidInput, Kitchen],
  resolveType: resultType("ConformanceRun"),
});

builder.mutationField("runConformance", (t) =>
  t.field({
    type: RunConformanceResult,
    description:
      "Puts a store's POS to the checks of a class: it places some orders there, marked as tests, and so it is refused where guests order. What passed may be promised by `setPos`, at this store and at others of the brand at the same address. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RunConformanceInput, required: true, description: "The claim." }) },
    resolve: (_root, { input }, context) => run(context, input),
  }),
);

async function run(
  context: GraphqlContext,
  { locationId, adapterClass, canVoid }: typeof RunConformanceInput.$inferInput,
): Promise<ConformanceRunRow | Refusal> {
  const { db, may, words } = context;
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: locationId });
  if (location === null) return refuse("NOT_FOUND", words("pos")("refused.noStore"));
  if (!may("stores.edit", placeOf(location)))
    return refuse("NOT_ALLOWED", words("pos")("conformance.refused.notAllowed"));
  const claim = { adapterClass, canVoid: canVoid ?? false };
  const outcome = await context.conformance.run({ location, claim, by: actorOf(context) });
  if (outcome.kind === "ran") return outcome.run;
  const { why } = outcome;
  return refuse(why === "kitchen" ? "KITCHEN" : "INVALID", noRunText(why, words));
}
