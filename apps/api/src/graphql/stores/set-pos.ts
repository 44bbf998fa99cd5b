import { findLocation } from "@parley/db/stores";
import { unprovenText } from "../../stores/conformance/texts.ts";
import {
  type AdapterClass,
  type PosKind,
  posFaultText,
  type SetStorePosOutcome,
  type Showing,
  SLOTS_MAX,
} from "../../stores/provisioning/pos.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  OpenOrders,
  type OpenOrdersRefusal,
  type Refusal,
  refuse,
  resultType,
  Unproven,
} from "../kernel/error.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "./location.ts";

const PosKindType = builder.enumType("PosKind", {
  description: "What a POS speaks.",
  values: {
    BRIDGE: { value: "bridge", description: "The bridge, our contract for those who make POSs." },
    SQUARE: { value: "square", description: "Square's API." },
  } satisfies Record<string, { value: PosKind; description: string }>,
});

export const PosClass = builder.enumType("PosClass", {
  description: "What a POS promises when nobody knows whether it has an order (docs/bridge.md, chapter 7).",
  values: {
    A: { description: "An order that is sent again is answered with the first one." },
    B: { description: "An order that is sent again is refused as known." },
    C: { description: "It can be asked for an order, but makes it twice if it is sent again." },
    D: { description: "Nothing, or nobody knows." },
  } satisfies Record<AdapterClass, { description: string }>,
});

const WhenUnreachable = builder.enumType("WhenUnreachable", {
  description: "What becomes of an order that cannot be sent.",
  values: {
    HOLD: { value: "hold", description: "It is held until it can be sent." },
    ERROR: { value: "error", description: "PAR is told at once that it failed." },
  } as const,
});

const SquareAccount = builder.enumType("SquareAccount", {
  description: "Whose accounts at Square.",
  values: {
    PRODUCTION: { value: "production", description: "Where guests pay." },
    SANDBOX: { value: "sandbox", description: "For tests." },
  } as const,
});

const SquareDelivery = builder.enumType("SquareDelivery", {
  description: "As what Square shows an order that is delivered.",
  values: {
    PICKUP: {
      value: "pickup",
      description: "A pickup with the address in its note, which every seller sees.",
    },
    DELIVERY: {
      value: "delivery",
      description: "A delivery, which Square shows under a partner agreement only.",
    },
  } satisfies Record<string, { value: Showing["deliveryAs"]; description: string }>,
});

const SquareDineIn = builder.enumType("SquareDineIn", {
  description: "As what Square shows an order that is eaten at the store.",
  values: {
    PICKUP: { value: "pickup", description: "A pickup that says so." },
    IN_STORE: { value: "in_store", description: "An order of the store itself." },
  } satisfies Record<string, { value: Showing["dineInAs"]; description: string }>,
});

const SetPosInput = builder.inputType("SetPosInput", {
  description: "The POS of a store, as a whole: what is left out is at its default afterwards.",
  fields: (t) => ({
    locationId: t.id({ required: true, description: "The store." }),
    expectedVersion: t.int({ required: true, description: "The version of the store that you saw." }),
    kind: t.field({ type: PosKindType, required: true, description: "What the POS speaks." }),
    store: t.string({
      required: true,
      description: "The store's own id at its POS; Square's location id.",
    }),
    url: t.string({
      description:
        "Bridge: where the POS listens, `https://…`. Square: a stand-in on our own machine, where `canUseStandIn`; any other address is refused.",
    }),
    environment: t.field({ type: SquareAccount, description: "Square: production unless said otherwise." }),
    adapterClass: t.field({ type: PosClass, description: "Bridge: what it promises; `D` unless stated." }),
    canVoid: t.boolean({
      description: "Bridge: whether it takes an order back by our reference, and says whether it did.",
    }),
    quietPeriodSeconds: t.float({ description: "Class C: how long a late order may still arrive." }),
    prepMinutes: t.int({
      description:
        "Square: minutes that the kitchen needs, 1 to 1440; 0 says none. Left out, it stays as it is.",
    }),
    deliveryAs: t.field({ type: SquareDelivery, description: "Square: left out, it stays as it is." }),
    dineInAs: t.field({ type: SquareDineIn, description: "Square: left out, it stays as it is." }),
    slots: t.int({ description: `Orders that are sent to it at once, 1 to ${SLOTS_MAX}.` }),
    whenUnreachable: t.field({ type: WhenUnreachable, description: "Held unless said otherwise." }),
    key: t.string({
      description:
        "The signing key `whsec_…`, or Square's access token. Without it and `makeKey` the stored one stays.",
    }),
    makeKey: t.boolean({ description: "Bridge: has a signing key made, which is shown once." }),
    isSameTill: t.boolean({
      description: "The POS has only moved: open orders are asked for at the new address.",
    }),
    leaveOpenOrders: t.boolean({
      description:
        "It is another till: orders that the old one may have stay with it, and are asked for there.",
    }),
  }),
});

type SetPos = Extract<SetStorePosOutcome, { kind: "set" }>;

const PosChange = builder.objectRef<SetPos>("PosChange").implement({
  description: "A store whose POS was set; its menu is pulled at once.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    store: t.expose("location", { type: Location, description: "The store as it is now." }),
    madeKey: t.exposeString("made", {
      nullable: true,
      description: "The signing key where it was made here: shown this once, and kept nowhere in the clear.",
    }),
    endedMenuPin: t.exposeBoolean("isReleased", {
      description: "True where the store was held at a version of its menu, which another till ends.",
    }),
  }),
});

const SetPosResult = builder.unionType("SetPosResult", {
  description: "The store with its POS, or why nothing was changed.",
  types: [PosChange, NotFound, NotAllowed, Conflict, InvalidInput, OpenOrders, Unproven],
  resolveType: resultType("PosChange"),
});

builder.objectField(Location, "canSetPos", (t) =>
  t.boolean({
    description: "Whether you may set up its POS.",
    resolve: (location, _args, { may }) => may("stores.edit", placeOf(location)),
  }),
);

builder.objectField(Location, "canUseStandIn", (t) =>
  t.boolean({
    description:
      "Whether you may set a program on our own machine to play Square for it: in the demo and in tests.",
    resolve: (location, _args, { config, may }) =>
      config.allowLoopbackHttp && may("stores.edit", placeOf(location)),
  }),
);

builder.mutationField("setPos", (t) =>
  t.field({
    type: SetPosResult,
    description:
      "Says where a store's POS is, how to sign to it and what it promises. Another kind, address or store id is another till, and is refused while orders may be at the old one. A POS that promises more than before is refused until a run of `runConformance` at it has shown that it keeps that. For owners and brand admins.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SetPosInput, required: true, description: "The POS." }) },
    resolve: (_root, { input }, context) => setPos(context, input),
  }),
);

const FIELD_OF: Record<Extract<SetStorePosOutcome, { kind: "invalid" }>["field"], string | undefined> = {
  url: "url",
  store: "store",
  key: "key",
  quiet_period: "quietPeriodSeconds",
  prep_minutes: "prepMinutes",
  slots: "slots",
  settings: undefined,
};

async function setPos(
  context: GraphqlContext,
  input: typeof SetPosInput.$inferInput,
): Promise<SetPos | Refusal | OpenOrdersRefusal> {
  const { db, may, words } = context;
  const say = words("pos");
  const scope = context.scopeFor("stores.read");
  const location = await findLocation(db, { scope, idOrCode: input.locationId });
  if (location === null) return refuse("NOT_FOUND", say("refused.noStore"));
  if (!may("stores.edit", placeOf(location))) return refuse("NOT_ALLOWED", say("refused.notAllowed"));
  if (input.makeKey && input.key != null) return refuse("INVALID", say("refused.keyTwice"), "key");
  const outcome = await context.setStorePos(
    {
      location,
      expectedVersion: input.expectedVersion,
      kind: input.kind,
      store: input.store.trim(),
      url: input.url?.trim() || undefined,
      environment: input.environment ?? undefined,
      adapterClass: input.adapterClass ?? undefined,
      canVoid: input.canVoid ?? undefined,
      quietPeriodS: input.quietPeriodSeconds ?? undefined,
      prepMinutes: input.prepMinutes ?? undefined,
      deliveryAs: input.deliveryAs ?? undefined,
      dineInAs: input.dineInAs ?? undefined,
      slots: input.slots ?? undefined,
      whenUnreachable: input.whenUnreachable ?? undefined,
      secret: input.key?.trim() ?? undefined,
      makesSecret: input.makeKey ?? undefined,
      isSameTill: input.isSameTill ?? undefined,
      mayLeaveOrders: input.leaveOpenOrders ?? undefined,
    },
    actorOf(context),
  );
  switch (outcome.kind) {
    case "set":
      return outcome;
    case "invalid":
      return refuse("INVALID", posFaultText(outcome.fault, words), FIELD_OF[outcome.field]);
    case "key_missing":
      return refuse("INVALID", say("refused.keyMissing"), "key");
    case "unproven":
      return refuse("UNPROVEN", unprovenText(outcome.claim, words));
    case "conflict":
      return refuse("CONFLICT", say("refused.conflict"));
    case "open_orders": {
      const { count } = outcome;
      return { ...refuse("OPEN_ORDERS", say("refused.openOrders", { count })), count };
    }
  }
}
