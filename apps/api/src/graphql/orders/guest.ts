import type { Place } from "@parley/db";
import type { Order, Reading } from "@parley/db/orders";
import { maskContacts, maskEmail, maskPhone } from "../../orders/people/guests/contact-mask.ts";
import { auditSearch } from "../../orders/people/guests/search-record.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";

export interface GuestShape {
  name: string | null;
  phone: string | null;
  email: string | null;
  /** True where the operator may not even see the name. */
  isHidden: boolean;
  canReveal: boolean;
}

export const Guest = builder.objectRef<GuestShape>("Guest").implement({
  description:
    "Who ordered. Their phone number and e-mail address are masked until `revealGuest`; for those who may not see guests, all of it is null and `isHidden` true.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { nullable: true, description: "The guest's name." }),
    phone: t.exposeString("phone", { nullable: true, description: "Their phone number, masked." }),
    email: t.exposeString("email", { nullable: true, description: "Their e-mail address, masked." }),
    isHidden: t.exposeBoolean("isHidden", {
      description: "True where guests are hidden for your role: then null says nothing.",
    }),
    canReveal: t.exposeBoolean("canReveal", {
      description: "True where you may be shown how to reach them, by `revealGuest`.",
    }),
  }),
});

/** Who ordered, as far as the operator may see it at once; null where PAR did not say. */
export function guestOf(
  order: Pick<Order, "guestName" | "guestPhone" | "guestEmail"> & Place,
  { may }: Pick<GraphqlContext, "may">,
): GuestShape | null {
  const { guestName: name, guestPhone: phone, guestEmail: email } = order;
  if (name === null && phone === null && email === null) return null;
  if (!may("guests.read", order)) {
    return { name: null, phone: null, email: null, isHidden: true, canReveal: false };
  }
  return {
    name,
    phone: phone === null ? null : maskPhone(phone),
    email: email === null ? null : maskEmail(email),
    isHidden: false,
    canReveal: may("guests.reveal", order),
  };
}

/** What a guest or a colleague wrote, which may name the guest; without ways to reach them. */
export function guestWords(
  words: string | null,
  place: Place,
  { may }: Pick<GraphqlContext, "may">,
): string | null {
  if (words === null) return null;
  return may("guests.read", place) ? maskContacts(words) : "•••";
}

/**
 * Records a search whose term was looked up among guests, before its answer leaves; the term itself is not kept.
 * @param readings as what the term was looked up
 */
export async function recordSearch(
  text: string,
  readings: readonly Reading[],
  context: GraphqlContext,
): Promise<void> {
  const guests = context.scopeFor("guests.read");
  const reachesGuests = guests.all || guests.brandIds.length + guests.locationIds.length > 0;
  if (!reachesGuests) return;
  const reference = context.guestReference(text);
  await auditSearch(context.db, { reference, readings, by: actorOf(context), now: context.now() });
}
