import { type OrderEvent as OrderEventRow, type Order as OrderRow, orderStates } from "@parley/db/orders";
import { causeClassOf } from "../../explain/causes/order-cause.ts";
import { statusOf } from "../../orders/lifecycle.ts";
import { linesOf, type OrderLine as OrderLineShape } from "../../orders/order-lines.ts";
import { ticketMarkOf } from "../../orders/people/acts.ts";
import { type Masking, maskBody } from "../../orders/people/guests/body-mask.ts";
import { submitStateOf } from "../../orders/submit-state.ts";
import { erasedAt, keptUntil } from "../../retention/kept.ts";
import { describeLocationPos } from "../../stores/location-pos.ts";
import { Brand } from "../brands/brand.ts";
import { Connection } from "../connections/connection.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { KeptUntil } from "../kernel/kept.ts";
import { Node } from "../kernel/node.ts";
import { Location, PosSettings } from "../stores/location.ts";
import { Autopsy } from "./autopsy.ts";
import { CauseClass } from "./cause-class.ts";
import { Guest, guestOf, guestWords } from "./guest.ts";
import { type AttemptShape, attemptsOf, autopsyOf, formerPosIn, traceOf } from "./order-detail.ts";
import { OrderState, OrderStatus } from "./order-state.ts";
import { SubmitState } from "./submit-state.ts";

const OrderLine = builder.objectRef<OrderLineShape>("OrderLine").implement({
  description: "An item, or a modifier of the line above it, as it went to the POS.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    lineId: t.exposeString("lineId", { description: "PAR's line id; a modifier has its line's." }),
    itemId: t.exposeString("itemId", { description: "The item's or modifier's id." }),
    name: t.exposeString("name", { description: "Its name on our menu." }),
    quantity: t.exposeInt("quantity", { description: "How many." }),
    unitPriceCents: t.exposeInt("unitPriceCents", { description: "Our price of one, in cents." }),
    totalCents: t.exposeInt("totalCents", {
      description: "In cents: an item with its modifiers, a modifier by itself.",
    }),
    comment: t.exposeString("comment", { nullable: true, description: "The guest's words to the kitchen." }),
    depth: t.exposeInt("depth", { description: "0 for an item, 1 for its modifiers, 2 for theirs." }),
  }),
});

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

const OrderEvent = builder.objectRef<OrderEventRow & { masking: Masking }>("OrderEvent").implement({
  description: "One change of the order's state.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.id({ description: "Counts up.", resolve: (event) => String(event.id) }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
    kind: t.exposeString("kind", { description: "What happened." }),
    fromState: t.field({
      type: OrderState,
      nullable: true,
      description: "The state before.",
      resolve: (event) => stateOf(event.fromState),
    }),
    toState: t.field({
      type: OrderState,
      nullable: true,
      description: "The state after.",
      resolve: (event) => stateOf(event.toState),
    }),
    actor: t.string({
      description: "Who: a worker, PAR, or an operator by name.",
      resolve: ({ actor }, _args, context) => nameOfActor(actor, context),
    }),
    detail: t.string({
      nullable: true,
      description: "More, as JSON text, guests masked.",
      resolve: ({ detail, masking }) =>
        detail === null || detail === undefined ? null : maskBody(JSON.stringify(detail), masking),
    }),
  }),
});

/** The cost of reading a whole trace, compared with a column that is read anyway. */
const TRACE = 20;

export const Order = builder.objectRef<OrderRow>("Order").implement({
  description: "One order that PAR submitted.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    requestUid: t.exposeString("requestUid", { description: "PAR's request uid." }),
    onlineOrderId: t.exposeString("onlineOrderId", { nullable: true, description: "PAR's online order id." }),
    posOrderId: t.exposeString("posOrderId", { nullable: true, description: "The POS's id, once placed." }),
    posReference: t.exposeString("posReference", {
      description: "What we call it at the POS: the same on every try.",
    }),
    ticketMark: t.string({
      description: "What the note of its ticket begins with, at a POS of class `D`.",
      resolve: ticketMarkOf,
    }),
    state: t.expose("state", { type: OrderState, description: "Where it stands." }),
    status: t.field({
      type: OrderStatus,
      description: "What PAR is told.",
      resolve: (order) => statusOf(order.state),
    }),
    submitState: t.field({
      type: SubmitState,
      description: "The same in the word that lists of submits use.",
      resolve: ({ state }) => submitStateOf(state),
    }),
    causeClass: t.field({
      type: CauseClass,
      description: "The kind of cause, by the row alone: what lists are narrowed by.",
      resolve: causeClassOf,
    }),
    cause: t.exposeString("cause", { nullable: true, description: "Why it is not placed." }),
    canBeSettled: t.boolean({
      description: "True where the order waits for a person and you may be that person.",
      resolve: (order, _args, { may }) => order.state === "attention" && may("orders.mend", order),
    }),
    attempt: t.exposeInt("attempt", {
      description: "How often it was sent to the POS, or may have been; 0 before the first try.",
    }),
    quietFrom: t.field({
      type: "DateTime",
      nullable: true,
      description:
        "Where it waits for a person: from when on nothing that was sent can reach the POS any more, so that a look at the till tells; null once that is so.",
      complexity: TRACE,
      resolve: (order, _args, { dispatcher }) =>
        order.state === "attention" ? dispatcher.acts.quietFrom(order) : null,
    }),
    dispute: t.exposeString("dispute", {
      nullable: true,
      description:
        "What contradicts the final state: `pos_cancelled`, `pos_refused`, `pos_has_it`, or `pos_order_of_another` where the ticket of its POS order id names another order; null where nothing does.",
    }),
    disputedAt: t.expose("disputedAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when it is disputed.",
    }),
    canSettleDispute: t.boolean({
      description: "True where it is disputed and you may say that somebody has looked after it.",
      resolve: (order, _args, { may }) => order.disputedAt !== null && may("orders.mend", order),
    }),
    brand: t.field({
      type: Brand,
      description: "The brand.",
      resolve: (order, _args, { loaders }) => loaders.brand.load(order.brandId),
    }),
    location: t.field({
      type: Location,
      description: "The store.",
      resolve: (order, _args, { loaders }) => loaders.location.load(order.locationId),
    }),
    pos: t.field({
      type: PosSettings,
      description:
        "The POS that it is asked for at: the one that its last try went to, which its store may not have any more; where it surely is at none, the one that it would be sent to.",
      resolve: async (order, _args, { loaders }) =>
        describeLocationPos(
          (await formerPosIn(order, loaders)) ?? (await loaders.location.load(order.locationId)),
        ),
    }),
    posEndedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Since when its store has another POS than that one; null where it has not.",
      resolve: async (order, _args, { loaders }) => (await formerPosIn(order, loaders))?.endedAt ?? null,
    }),
    connection: t.field({
      type: Connection,
      description: "The connection it came on.",
      resolve: (order, _args, { loaders }) => loaders.connection.load(order.connectionId),
    }),
    parOrganizationId: t.string({
      description: "PAR's organization id as received.",
      resolve: (order) => order.parOrganizationId ?? "",
    }),
    parLocationId: t.exposeString("parLocationId", { description: "PAR's location id as received." }),
    receivedAt: t.expose("receivedAt", { type: "DateTime", description: "When PAR submitted it." }),
    finalAt: t.expose("finalAt", { type: "DateTime", nullable: true, description: "When it was settled." }),
    currency: t.exposeString("currency", { description: "ISO 4217 of all amounts." }),
    subtotalCents: t.exposeInt("subtotalCents", { description: "Items, in cents." }),
    discountTotalCents: t.exposeInt("discountCents", { description: "Discounts, in cents." }),
    taxTotalCents: t.exposeInt("taxCents", { description: "Taxes, in cents." }),
    feeTotalCents: t.exposeInt("feeCents", { description: "Fees, in cents." }),
    tipTotalCents: t.exposeInt("tipCents", { description: "Tips, in cents." }),
    grandTotalCents: t.exposeInt("grandTotalCents", { description: "What the guest pays, in cents." }),
    orderType: t.exposeString("orderType", { description: "For example `pickup`." }),
    itemCount: t.exposeInt("itemCount", { description: "How many items, modifiers not counted." }),
    guest: t.field({
      type: Guest,
      nullable: true,
      description: "Who ordered; null where PAR did not say.",
      resolve: (order, _args, context) => guestOf(order, context),
    }),
    lines: t.field({
      type: [OrderLine],
      description: "Items, each followed by its modifiers.",
      complexity: TRACE,
      resolve: async (order, _args, context) =>
        linesOf((await traceOf(order, context)).payload).map((line) => ({
          ...line,
          comment: guestWords(line.comment, order, context),
        })),
    }),
    aliases: t.stringList({
      description: "Further request uids with which PAR sent the same order.",
      complexity: TRACE,
      resolve: async (order, _args, context) =>
        (await traceOf(order, context)).keys.filter((key) => key.isAlias).map((key) => key.requestUid),
    }),
    autopsy: t.field({
      type: Autopsy,
      description: "What happened, and what now.",
      complexity: TRACE,
      resolve: (order, _args, context) => autopsyOf(order, context),
    }),
    attempts: t.field({
      type: [Attempt],
      description: "Tries at the POS.",
      complexity: TRACE,
      resolve: async (order, _args, context) => attemptsOf(await traceOf(order, context)),
    }),
    events: t.field({
      type: [OrderEvent],
      description: "Changes of state, in order of time.",
      complexity: TRACE,
      resolve: async (order, _args, context) => {
        const masking = context.maskingAt(order);
        return (await traceOf(order, context)).events.map((event) => ({ ...event, masking }));
      },
    }),
    callsKeptUntil: t.field({
      type: KeptUntil,
      nullable: true,
      description: "Until when the calls about it were kept; null where their time is not over.",
      resolve: async ({ brandId, receivedAt: recordedAt }, _args, { loaders, now }) =>
        keptUntil(await loaders.retention(), { kind: "exchanges", brandId, recordedAt, now: now() }),
    }),
    guestKeptUntil: t.field({
      type: KeptUntil,
      nullable: true,
      description: "Until when its guest was kept, or when they were erased; null where neither is so.",
      resolve: async ({ id, brandId, receivedAt: recordedAt }, _args, { loaders, now }) =>
        erasedAt(await loaders.erasedAt.load(id)) ??
        keptUntil(await loaders.retention(), { kind: "guests", brandId, recordedAt, now: now() }),
    }),
    exchanges: t.field({
      type: [Exchange],
      description: "Every call about it, in and out, polls too, in order of time.",
      complexity: TRACE,
      resolve: async (order, _args, context) => (await traceOf(order, context)).exchanges,
    }),
  }),
});

builder.objectFields(Exchange, (t) => ({
  order: t.field({
    type: Order,
    nullable: true,
    description: "The order it is about, where there is one.",
    resolve: ({ orderId }, _args, { loaders }) => (orderId === null ? null : loaders.order.load(orderId)),
  }),
}));

/** A recorded state; null for a text that is not the name of a state. */
function stateOf(text: string | null): OrderRow["state"] | null {
  return orderStates.find((state) => state === text) ?? null;
}
