import type { Erasure } from "@parley/db/retention";
import { eraseNamedGuest } from "../../retention/erase.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { isOwner } from "./retention.ts";

/** Erasing one guest everywhere, for owners. */

const GuestErasure = builder.objectRef<Erasure & { isDryRun: boolean }>("GuestErasure").implement({
  description: "What of a guest was erased in every brand, or would be, and what remains.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    isDryRun: t.exposeBoolean("isDryRun", { description: "Whether it was only counted." }),
    orders: t.exposeInt("orders", {
      description: "Orders in which the guest stood; they stay without them. At most 1000 at a time.",
    }),
    held: t.int({
      description:
        "Of these, those that keep the guest: open, disputed, or with a case that is not resolved. They are erased within an hour of being settled.",
      resolve: ({ heldIds }) => heldIds.length,
    }),
    bodies: t.exposeInt("bodies", { description: "Headers and bodies of calls, which are deleted." }),
    refusedCalls: t.exposeInt("refusedCalls", {
      description: "Refused submits in which the guest stood; their lines stay without them.",
    }),
    notes: t.exposeInt("notes", {
      description: "What remains: notes on cases of these, which nobody can change. They may name the guest.",
    }),
    views: t.exposeInt("views", { description: "What remains: saved views that look for the guest." }),
  }),
});

const EraseGuestInput = builder.inputType("EraseGuestInput", {
  description: "The guest, by one or both.",
  fields: (t) => ({
    phone: t.string({ description: "Their number, 10 to 15 digits." }),
    email: t.string({ description: "Their e-mail address." }),
    dryRun: t.boolean({ description: "True to count alone." }),
  }),
});

const EraseGuestResult = builder.unionType("EraseGuestResult", {
  description: "What was erased, or why not.",
  types: [GuestErasure, NotAllowed, InvalidInput],
  resolveType: resultType("GuestErasure"),
});

builder.mutationField("eraseGuest", (t) =>
  t.field({
    type: EraseGuestResult,
    description: "Erases one guest everywhere, for ever, and says what remains and why. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: EraseGuestInput, required: true, description: "The guest." }) },
    resolve: async (_root, { input }, context): Promise<(Erasure & { isDryRun: boolean }) | Refusal> => {
      if (!isOwner(context)) return refuse("NOT_ALLOWED", context.words("operators")("refused.onlyOwners"));
      const { db, guestReference: referenceOf } = context;
      const isDryRun = input.dryRun === true;
      const guest = { phone: input.phone ?? null, email: input.email ?? null };
      const outcome = await eraseNamedGuest(
        { db, now: context.now(), ledgerNow: context.ledgerNow(), referenceOf },
        { guest, isDryRun, by: actorOf(context) },
      );
      if (outcome.kind === "invalid")
        return refuse("INVALID", context.words("erasure")(`refused.${outcome.field}`), outcome.field);
      return { ...outcome.erasure, isDryRun };
    },
  }),
);
