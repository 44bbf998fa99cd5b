import { Brand, type BrandRow } from "./brand.ts";
import { builder } from "./builder.ts";
import { Connection, type ConnectionRow } from "./connection.ts";
import { Exchange, type ExchangeRow } from "./exchange.ts";
import { Location, type LocationRow } from "./location.ts";
import { Node } from "./node.ts";

export type OrderStateName =
  | "received"
  | "dispatching"
  | "unknown"
  | "attention"
  | "placed"
  | "rejected"
  | "errored";

export interface OrderRow {
  id: string;
  connectionId: string;
  parOrganizationId: string;
  parLocationId: string;
  requestUid: string;
  onlineOrderId: string | null;
  brandId: string;
  locationId: string;
  state: OrderStateName;
  cause: string | null;
  posOrderId: string | null;
  currency: string;
  subtotalCents: number;
  discountTotalCents: number;
  taxTotalCents: number;
  feeTotalCents: number;
  tipTotalCents: number;
  grandTotalCents: number;
  orderType: string;
  itemCount: number;
  guestName: string | null;
  guestPhone: string | null;
  guestEmail: string | null;
  receivedAt: Date;
  finalAt: Date | null;
}

export const OrderState = builder.enumType("OrderState", {
  description: "Where an order stands in our ledger.",
  values: {
    RECEIVED: { value: "received", description: "Stored, not sent to the POS." },
    DISPATCHING: { value: "dispatching", description: "Being sent to the POS." },
    UNKNOWN: { value: "unknown", description: "Sent, and nobody can say yet whether the POS has it." },
    ATTENTION: { value: "attention", description: "A person has to look." },
    PLACED: { value: "placed", description: "The POS has it." },
    REJECTED: { value: "rejected", description: "Refused, by us or by the POS. Surely not in the kitchen." },
    ERRORED: { value: "errored", description: "Given up. Surely not in the kitchen." },
  },
});

export const OrderStatus = builder.enumType("OrderStatus", {
  description: "PAR's five words.",
  values: {
    VALIDATED: { value: "validated", description: "Could be placed." },
    PLACED: { value: "placed", description: "The POS has it." },
    PENDING: { value: "pending", description: "Not settled yet." },
    ERRORED: { value: "errored", description: "Failed, surely not placed." },
    REJECTED: { value: "rejected", description: "Refused." },
  },
});

interface GuestShape {
  name: string | null;
  phone: string | null;
  email: string | null;
}
const Guest = builder.objectRef<GuestShape>("Guest").implement({
  description: "Who ordered. Masked for viewers.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "The guest's name." }),
    phone: t.exposeString("phone", { nullable: true, description: "The guest's phone number." }),
    email: t.exposeString("email", { nullable: true, description: "The guest's e-mail address." }),
  }),
});

export interface OrderLineShape {
  lineId: string;
  itemId: string;
  name: string;
  quantity: number;
  unitPriceCents: number;
  totalCents: number;
  comment: string | null;
  depth: number;
}
const OrderLine = builder.objectRef<OrderLineShape>("OrderLine").implement({
  description: "An item, or a modifier of the line above it, as it went to the POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    lineId: t.exposeString("lineId", { description: "PAR's line id; a modifier has its line's." }),
    itemId: t.exposeString("itemId", { description: "The item's or modifier's id." }),
    name: t.exposeString("name", { description: "Its name on our menu." }),
    quantity: t.exposeInt("quantity", { description: "How many." }),
    unitPriceCents: t.exposeInt("unitPriceCents", { description: "Our price of one, in cents." }),
    totalCents: t.exposeInt("totalCents", { description: "What it adds to the order, in cents." }),
    comment: t.exposeString("comment", { nullable: true, description: "The guest's words to the kitchen." }),
    depth: t.exposeInt("depth", { description: "0 for an item, 1 for its modifiers, 2 for theirs." }),
  }),
});

const Tone = builder.enumType("Tone", {
  description: "How a sentence is to be shown.",
  values: {
    OK: { value: "ok", description: "All is well." },
    WAITING: { value: "waiting", description: "Not settled, and nobody has to act yet." },
    PROBLEM: { value: "problem", description: "Somebody has to act." },
  },
});

export interface AutopsyShape {
  sentence: string;
  causeClass: string;
  whoseJob: string;
  nextStep: string | null;
  tone: "ok" | "waiting" | "problem";
}
const Autopsy = builder.objectRef<AutopsyShape>("Autopsy").implement({
  description: "What happened to the order, in one sentence for the person on the phone.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    sentence: t.exposeString("sentence", { description: "What happened." }),
    causeClass: t.exposeString("causeClass", { description: "The kind of cause, for example `pos_silent`." }),
    whoseJob: t.exposeString("whoseJob", { description: "Who has to act, in plain words." }),
    nextStep: t.exposeString("nextStep", {
      nullable: true,
      description: "What to do now; null for nothing.",
    }),
    tone: t.expose("tone", { type: Tone, description: "How to show it." }),
  }),
});

interface AttemptShape {
  number: number;
  reference: string;
  startedAt: Date;
  outcome: string | null;
  reason: string | null;
  finishedAt: Date | null;
  fenced: boolean;
}
const Attempt = builder.objectRef<AttemptShape>("Attempt").implement({
  description: "One try to place the order at the POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    number: t.exposeInt("number", { description: "1 for the first." }),
    reference: t.exposeString("reference", {
      description: "What we call the order at the POS; the same each time.",
    }),
    startedAt: t.expose("startedAt", { type: "DateTime", description: "When it began." }),
    outcome: t.exposeString("outcome", {
      nullable: true,
      description: "What the POS said; null while it runs.",
    }),
    reason: t.exposeString("reason", { nullable: true, description: "Why, for all but a success." }),
    finishedAt: t.expose("finishedAt", { type: "DateTime", nullable: true, description: "When it ended." }),
    fenced: t.exposeBoolean("fenced", { description: "True where its result came too late to count." }),
  }),
});

interface OrderEventShape {
  id: string;
  at: Date;
  kind: string;
  fromState: OrderStateName | null;
  toState: OrderStateName;
  actor: string;
  detail: string | null;
}
const OrderEvent = builder.objectRef<OrderEventShape>("OrderEvent").implement({
  description: "One change of the order's state.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
    kind: t.exposeString("kind", { description: "What happened." }),
    fromState: t.expose("fromState", { type: OrderState, nullable: true, description: "The state before." }),
    toState: t.expose("toState", { type: OrderState, description: "The state after." }),
    actor: t.exposeString("actor", { description: "Who: a worker, PAR or an operator." }),
    detail: t.exposeString("detail", { nullable: true, description: "More, as JSON text." }),
  }),
});

export const Order = builder.objectRef<OrderRow>("Order").implement({
  description: "One order that PAR submitted.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    requestUid: t.exposeString("requestUid", { description: "PAR's request uid." }),
    onlineOrderId: t.exposeString("onlineOrderId", { nullable: true, description: "PAR's online order id." }),
    posOrderId: t.exposeString("posOrderId", { nullable: true, description: "The POS's id, once placed." }),
    state: t.expose("state", { type: OrderState, description: "Where it stands." }),
    status: t.field({
      type: OrderStatus,
      description: "What PAR is told.",
      resolve: (order) => {
        const state = order.state;
        return state === "placed" || state === "rejected" || state === "errored" ? state : "pending";
      },
    }),
    cause: t.exposeString("cause", { nullable: true, description: "Why it is not placed." }),
    brand: t.field({
      type: Brand,
      description: "The brand.",
      resolve: (order): BrandRow => ({ id: order.brandId, code: "", name: "" }),
    }),
    location: t.field({
      type: Location,
      description: "The store.",
      resolve: (): LocationRow => {
        throw new Error("not wired");
      },
    }),
    connection: t.field({
      type: Connection,
      description: "The connection it came on.",
      resolve: (): ConnectionRow => {
        throw new Error("not wired");
      },
    }),
    parOrganizationId: t.exposeString("parOrganizationId", {
      description: "PAR's organization id as received.",
    }),
    parLocationId: t.exposeString("parLocationId", { description: "PAR's location id as received." }),
    receivedAt: t.expose("receivedAt", { type: "DateTime", description: "When PAR submitted it." }),
    finalAt: t.expose("finalAt", { type: "DateTime", nullable: true, description: "When it was settled." }),
    currency: t.exposeString("currency", { description: "ISO 4217 of all amounts." }),
    subtotalCents: t.exposeInt("subtotalCents", { description: "Items, in cents." }),
    discountTotalCents: t.exposeInt("discountTotalCents", { description: "Discounts, in cents." }),
    taxTotalCents: t.exposeInt("taxTotalCents", { description: "Taxes, in cents." }),
    feeTotalCents: t.exposeInt("feeTotalCents", { description: "Fees, in cents." }),
    tipTotalCents: t.exposeInt("tipTotalCents", { description: "Tips, in cents." }),
    grandTotalCents: t.exposeInt("grandTotalCents", { description: "What the guest pays, in cents." }),
    orderType: t.exposeString("orderType", { description: "For example `pickup`." }),
    itemCount: t.exposeInt("itemCount", { description: "How many items, modifiers not counted." }),
    guest: t.field({
      type: Guest,
      nullable: true,
      description: "Who ordered; null where PAR did not say.",
      resolve: (): GuestShape | null => null,
    }),
    lines: t.field({
      type: [OrderLine],
      description: "Items, each followed by its modifiers.",
      resolve: (): OrderLineShape[] => [],
    }),
    aliases: t.stringList({
      description: "Further request uids with which PAR sent the same order.",
      resolve: (): string[] => [],
    }),
    autopsy: t.field({
      type: Autopsy,
      description: "What happened, and what now.",
      resolve: (): AutopsyShape => {
        throw new Error("not wired");
      },
    }),
    attempts: t.field({
      type: [Attempt],
      description: "Tries at the POS.",
      resolve: (): AttemptShape[] => [],
    }),
    events: t.field({
      type: [OrderEvent],
      description: "Changes of state, in order of time.",
      resolve: (): OrderEventShape[] => [],
    }),
    exchanges: t.field({
      type: [Exchange],
      description: "Every call about it, in and out, polls too, in order of time.",
      resolve: (): ExchangeRow[] => [],
    }),
  }),
});

builder.objectFields(Exchange, (t) => ({
  order: t.field({
    type: Order,
    nullable: true,
    description: "The order it is about, where there is one.",
    resolve: (): OrderRow | null => null,
  }),
}));
