import type { Order as OrderRow, OrderState as State } from "@parley/db/orders";
import type { Words } from "@parley/words";
import { Order } from "../orders/order.ts";
import { OrderState } from "../orders/order-state.ts";
import { builder } from "./builder.ts";

/** The closed set of reasons why a mutation did nothing. */
export type RefusalCode =
  | "NOT_FOUND"
  | "NOT_ALLOWED"
  | "CONFLICT"
  | "INVALID"
  | "PAR_ID_TAKEN"
  | "CROSSES_BRANDS"
  | "POS_UNREACHABLE"
  | "MENU_INVALID"
  | "NOT_WAITING"
  | "TOO_EARLY"
  | "UNDER_WAY"
  | "NOT_DISPUTED"
  | "NOT_BEGUN"
  | "POS_ORDER_TAKEN"
  | "NO_ANSWER"
  | "NO_CHECK"
  | "TOO_OFTEN"
  | "OPEN_ORDERS"
  | "UNPROVEN"
  | "KITCHEN"
  | "CHANGED_SINCE";

/** A mutation's refusal: returned, never thrown, so that each resolver has to declare what it can answer. */
export interface Refusal {
  kind: "refusal";
  code: RefusalCode;
  message: string;
  /** The input field at fault, for `INVALID`. */
  field?: string;
}

/** An order that does not wait for a person, with its state. */
export interface NotWaitingRefusal extends Refusal {
  state: State;
}

/** A POS order that already belongs to another order. */
export interface PosOrderTakenRefusal extends Refusal {
  /** Null where the caller may not touch it. */
  holder: OrderRow | null;
}

/** Another POS for a store whose orders may be at the one of now. */
export interface OpenOrdersRefusal extends Refusal {
  count: number;
}

/** An act that came while an earlier request for the order could still reach the POS. */
export interface TooEarlyRefusal extends Refusal {
  from: Date;
}

/** An import that is not taken back because somebody changed some of its mappings since. */
export interface ChangedSinceRefusal extends Refusal {
  count: number;
  parIds: readonly string[];
}

export function refuse(code: RefusalCode, message: string, field?: string): Refusal {
  return field === undefined ? { kind: "refusal", code, message } : { kind: "refusal", code, message, field };
}

/** Refuses an act on an order that does not wait for a person, or on which somebody else acted first. */
export function notWaiting(state: State, say: Words<"mending">): NotWaitingRefusal {
  const message = say(state === "attention" ? "refused.acted_meanwhile" : "refused.not_waiting");
  return { kind: "refusal", code: "NOT_WAITING", message, state };
}

/** Refuses to end or resend an order while an earlier request for it may still reach the POS. */
export function tooEarly(from: Date, say: Words<"mending">): TooEarlyRefusal {
  const message = say("refused.look_again_from", { from: from.toISOString() });
  return { kind: "refusal", code: "TOO_EARLY", message, from };
}

/** Refuses to confirm an order with a POS order that already belongs to another order. */
export function posOrderTaken(
  posOrderId: string,
  holder: OrderRow | null,
  say: Words<"mending">,
): PosOrderTakenRefusal {
  const key = holder === null ? "refused.pos_order_taken_outside" : "refused.pos_order_taken";
  return { kind: "refusal", code: "POS_ORDER_TAKEN", message: say(key, { number: posOrderId }), holder };
}

export function isRefusal(value: object): value is Refusal {
  return "kind" in value && value.kind === "refusal";
}

export const ErrorCode = builder.enumType("ErrorCode", {
  description: "Why a mutation changed nothing.",
  values: {
    NOT_FOUND: { description: "For you there is no such thing." },
    NOT_ALLOWED: { description: "Your role may not do this." },
    CONFLICT: { description: "Somebody else changed it meanwhile; read it again." },
    INVALID: { description: "A value of the input cannot be used." },
    PAR_ID_TAKEN: { description: "This PAR id already points somewhere." },
    POS_UNREACHABLE: { description: "The store's POS did not answer, or with an error." },
    MENU_INVALID: { description: "The store's POS answered with a menu that cannot be used." },
    CROSSES_BRANDS: { description: "This would move a PAR id from one brand to another; say so to do it." },
    NOT_WAITING: { description: "The order does not wait for a person, or not any more." },
    TOO_EARLY: { description: "What was sent of the order may still reach the POS: look again later." },
    UNDER_WAY: { description: "The order is being sent, asked for or taken back at this moment." },
    NOT_DISPUTED: { description: "Nothing contradicts the order, or not any more." },
    NOT_BEGUN: { description: "Others of the same request took its time: ask again for this one." },
    POS_ORDER_TAKEN: { description: "Another order is this order of the POS already." },
    NO_ANSWER: { description: "A test call was sent and not answered in time." },
    NO_CHECK: { description: "The store has no POS that can be asked whether it would take an order." },
    TOO_OFTEN: { description: "You did this too often; wait a moment." },
    OPEN_ORDERS: { description: "Orders may be at the store's POS of now, and nobody knows yet." },
    UNPROVEN: { description: "No run of the checks has shown that the POS keeps what it would promise." },
    KITCHEN: { description: "The store has a real kitchen, which would cook the orders of a run." },
    CHANGED_SINCE: { description: "Somebody changed some of it since; say so to leave that alone." },
  },
});

const ErrorInterface = builder.interfaceRef<Refusal>("Error").implement({
  description:
    "A reason why a mutation changed nothing. All refusals of all mutations have these two fields.",
  authScopes: { public: true },
  fields: (t) => ({
    code: t.expose("code", { type: ErrorCode, description: "The stable reason, to switch on." }),
    message: t.exposeString("message", { description: "The reason and what to do now, in plain words." }),
  }),
});

function refusalType(name: string, description: string) {
  return builder.objectRef<Refusal>(name).implement({
    description,
    interfaces: [ErrorInterface],
    authScopes: { public: true },
  });
}

export const NotFound = refusalType(
  "NotFound",
  "Returned when the thing named does not exist, or not for you.",
);
export const NotAllowed = refusalType("NotAllowed", "Returned when your role may not do this.");
export const Conflict = refusalType(
  "Conflict",
  "Returned when the state is not the one you saw: somebody changed it meanwhile.",
);
export const ParIdTaken = refusalType(
  "ParIdTaken",
  "Returned when the PAR id already has a live mapping and no `expectedVersion` allowed to replace it.",
);
export const CrossesBrands = refusalType(
  "CrossesBrands",
  "Returned when the PAR id belongs to another brand than the target, and `acrossBrands` did not say that this is meant.",
);
export const PosUnreachable = refusalType(
  "PosUnreachable",
  "Returned when the store's POS did not answer, or answered with an error.",
);
export const MenuInvalid = refusalType(
  "MenuInvalid",
  "Returned when the store's POS answered well, with a menu that cannot be used; the message says what is wrong.",
);
export const PosOrderTaken = builder.objectRef<PosOrderTakenRefusal>("PosOrderTaken").implement({
  description: "Returned when another order of ours already claims this order of the POS.",
  interfaces: [ErrorInterface],
  authScopes: { public: true },
  fields: (t) => ({
    order: t.expose("holder", {
      type: Order,
      nullable: true,
      description: "The other order; null where you may not settle it, and so not overrule it either.",
    }),
  }),
});
export const NotDisputed = refusalType(
  "NotDisputed",
  "Returned when nothing contradicts the order: it never was disputed, or somebody settled it.",
);
export const NotBegun = refusalType(
  "NotBegun",
  "Returned when nothing was done to one of many, because the others took the request's time.",
);
export const UnderWay = refusalType(
  "UnderWay",
  "Returned when the order is being sent, asked for or taken back at this moment: look again shortly.",
);
export const NoAnswer = refusalType(
  "NoAnswer",
  "Returned when a test call was sent and not answered in time. What became of it is in the calls.",
);
export const NoCheck = refusalType(
  "NoCheck",
  "Returned when a store has no POS, or one that cannot be asked whether it would take an order.",
);
export const TooOften = refusalType("TooOften", "Returned when you did this too often: wait a moment.");
export const Unproven = refusalType(
  "Unproven",
  "Returned when a POS would promise more than before, and no run of the checks at it has shown that it keeps that.",
);
export const Kitchen = refusalType(
  "Kitchen",
  "Returned when a run of the checks would place its orders where guests order.",
);
export const OpenOrders = builder.objectRef<OpenOrdersRefusal>("OpenOrders").implement({
  description:
    "Returned when a store is to have another POS while orders may be at the one of now, and nobody knows yet.",
  interfaces: [ErrorInterface],
  authScopes: { public: true },
  fields: (t) => ({ count: t.exposeInt("count", { description: "How many." }) }),
});
export const NotWaiting = builder.objectRef<NotWaitingRefusal>("NotWaiting").implement({
  description: "Returned when the order does not wait for a person: it is settled, or under way again.",
  interfaces: [ErrorInterface],
  authScopes: { public: true },
  fields: (t) => ({
    state: t.expose("state", { type: OrderState, description: "Where the order stands." }),
  }),
});
export const TooEarly = builder.objectRef<TooEarlyRefusal>("TooEarly").implement({
  description:
    "Returned when what was sent of the order may still reach the POS, so that a look at it says nothing yet.",
  interfaces: [ErrorInterface],
  authScopes: { public: true },
  fields: (t) => ({
    from: t.expose("from", { type: "DateTime", description: "When to look again." }),
  }),
});
export const InvalidInput = builder.objectRef<Refusal>("InvalidInput").implement({
  description: "Returned when a value of the input cannot be used.",
  interfaces: [ErrorInterface],
  authScopes: { public: true },
  fields: (t) => ({
    field: t.exposeString("field", { nullable: true, description: "The input field at fault." }),
  }),
});

export const ChangedSince = builder.objectRef<ChangedSinceRefusal>("ChangedSince").implement({
  description: "Returned when somebody changed some of an import's mappings since: nothing was taken back.",
  interfaces: [ErrorInterface],
  authScopes: { public: true },
  fields: (t) => ({
    count: t.exposeInt("count", { description: "How many of its mappings." }),
    parIds: t.exposeStringList("parIds", { description: "Their PAR ids, the first hundred." }),
  }),
});

const TYPE_BY_CODE = {
  NOT_FOUND: "NotFound",
  NOT_ALLOWED: "NotAllowed",
  CONFLICT: "Conflict",
  INVALID: "InvalidInput",
  PAR_ID_TAKEN: "ParIdTaken",
  CROSSES_BRANDS: "CrossesBrands",
  POS_UNREACHABLE: "PosUnreachable",
  MENU_INVALID: "MenuInvalid",
  NOT_WAITING: "NotWaiting",
  TOO_EARLY: "TooEarly",
  UNDER_WAY: "UnderWay",
  NOT_DISPUTED: "NotDisputed",
  NOT_BEGUN: "NotBegun",
  POS_ORDER_TAKEN: "PosOrderTaken",
  NO_ANSWER: "NoAnswer",
  NO_CHECK: "NoCheck",
  TOO_OFTEN: "TooOften",
  OPEN_ORDERS: "OpenOrders",
  UNPROVEN: "Unproven",
  KITCHEN: "Kitchen",
  CHANGED_SINCE: "ChangedSince",
} as const;

/** Resolves a member of a mutation's union: the refusal's type by its code, else the type of success. */
export function resultType<Success extends string>(success: Success) {
  return (value: object) => (isRefusal(value) ? TYPE_BY_CODE[value.code] : success);
}
