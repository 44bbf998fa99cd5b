import type { Place } from "@parley/db";
import { findExchange } from "@parley/db/exchanges";
import { recordGuestReveal } from "@parley/db/guests";
import { getOrderTrace } from "@parley/db/orders";
import type { OrderRequest } from "@parley/par-contract";
import { findSubmit } from "../../orders/people/story/par-steps.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { requestIn } from "./recorded-request.ts";

const RevealReason = builder.enumType("RevealReason", {
  description:
    "Why somebody has to reach a guest. A closed list, so that the audit holds nothing of the guest.",
  values: {
    CALL_GUEST: { description: "To tell the guest what became of the order." },
    GUEST_CALLED: { description: "To make sure that it is the guest who calls." },
    REFUND: { description: "To give money back." },
    STORE_ASKS: { description: "The store has to reach the guest." },
    CHECK_DATA: { description: "To see what was sent, exactly as it was sent." },
  },
});

const RevealGuestInput = builder.inputType("RevealGuestInput", {
  description: "A guest, and why.",
  fields: (t) => ({
    subjectId: t.id({ required: true, description: "The order, or the recorded call." }),
    reason: t.field({ type: RevealReason, required: true, description: "Why." }),
  }),
});

interface Revealed {
  name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  requestBody: string | null;
  responseBody: string | null;
}

const RevealedGuest = builder.objectRef<Revealed>("RevealedGuest").implement({
  description: "How to reach a guest, as PAR sent it. That you saw it is recorded.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "Their name." }),
    phone: t.exposeString("phone", { nullable: true, description: "Their phone number." }),
    email: t.exposeString("email", { nullable: true, description: "Their e-mail address." }),
    address: t.exposeString("address", {
      nullable: true,
      description:
        "Where it is delivered to, in one line; null where it is not, or where the call was not kept.",
    }),
    requestBody: t.exposeString("requestBody", {
      nullable: true,
      description: "Of a call: the request's body as it was recorded.",
    }),
    responseBody: t.exposeString("responseBody", {
      nullable: true,
      description: "Of a call: the answer's body as it was recorded.",
    }),
  }),
});

const RevealGuestResult = builder.unionType("RevealGuestResult", {
  description: "The guest, or why they are not shown.",
  types: [RevealedGuest, NotFound, NotAllowed],
  resolveType: resultType("RevealedGuest"),
});

builder.mutationField("revealGuest", (t) =>
  t.field({
    type: RevealGuestResult,
    description:
      "Shows how to reach the guest of one order or call. It is recorded who saw it, when and why, before anything is shown. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RevealGuestInput, required: true, description: "Whose, and why." }) },
    resolve: (_root, { input }, context) => reveal(context, input),
  }),
);

async function reveal(
  context: GraphqlContext,
  { subjectId, reason }: typeof RevealGuestInput.$inferInput,
): Promise<Revealed | Refusal> {
  const found = subjectId.startsWith("ord_")
    ? await guestOfOrder(context, subjectId)
    : await guestOfCall(context, subjectId);
  if (found === null) return refuse("NOT_FOUND", context.words("guests")("refused.noSubject"));
  const { place, guest } = found;
  if (!context.may("guests.reveal", place)) {
    return refuse("NOT_ALLOWED", context.words("guests")("refused.notAllowed"));
  }
  const shown = Object.entries(guest).flatMap(([kind, value]) => (value === null ? [] : [kind]));
  const now = context.now();
  await recordGuestReveal(context.db, { by: actorOf(context), subjectId, place, reason, shown, now });
  return guest;
}

interface Found {
  place: Place;
  guest: Revealed;
}

async function guestOfOrder(context: GraphqlContext, orderId: string): Promise<Found | null> {
  const trace = await getOrderTrace(context.db, { scope: context.scopeFor("orders.read"), orderId });
  if (trace === null) return null;
  const submit = findSubmit(trace);
  const sent = submit === null ? null : await requestIn(submit, "submit_order", context);
  const { guestName: name, guestPhone: phone, guestEmail: email } = trace.order;
  const guest = { name, phone, email, address: addressIn(sent), requestBody: null, responseBody: null };
  return { place: trace.order, guest };
}

async function guestOfCall(context: GraphqlContext, exchangeId: string): Promise<Found | null> {
  const scope = context.scopeFor("orders.read");
  const found = await findExchange(context.db, { scope, exchangeId });
  if (found === null) return null;
  const { exchange, bodies } = found;
  context.loaders.bodies.prime(exchangeId, bodies);
  const { operation, direction } = exchange;
  const holdsOrder = direction === "in" && (operation === "validate_order" || operation === "submit_order");
  const sent = holdsOrder ? await requestIn(exchange, operation, context) : null;
  const customer = sent?.order.customer ?? null;
  const names = [customer?.firstName, customer?.lastName].filter((part) => part != null);
  const mayReadBodies = context.may("bodies.read", exchange);
  const guest: Revealed = {
    name: names.length === 0 ? null : names.join(" "),
    phone: customer?.phone ?? null,
    email: customer?.email ?? null,
    address: addressIn(sent),
    requestBody: mayReadBodies ? (bodies?.requestBody ?? null) : null,
    responseBody: mayReadBodies ? (bodies?.responseBody ?? null) : null,
  };
  return { place: exchange, guest };
}

function addressIn(sent: OrderRequest | null): string | null {
  const delivery = sent?.order.delivery;
  if (!delivery) return null;
  const { addressLine1, addressLine2, city, state, postalCode, country, instructions } = delivery;
  const parts = [addressLine1, addressLine2, city, state, postalCode, country, instructions];
  const known = parts.filter((part) => part !== null && part !== "");
  return known.length === 0 ? null : known.join(", ");
}
