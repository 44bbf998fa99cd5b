import type { Erasure } from "@parley/db/retention";
import { eraseNamedGuest, type FoundForm } from "../../retention/erase.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { isOwner } from "./retention.ts";

/** Erasing one guest everywhere, for owners. */

const GuestForm = builder.objectRef<FoundForm>("GuestForm").implement({
  description: "A number under which orders were found: the asked one, or one that ends like it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Send it among `forms` to erase what stands under it." }),
    masked: t.exposeString("masked", {
      description: "Its last four digits, and those before the last ten, by which it differs from others.",
    }),
    digits: t.exposeInt("digits", { description: "How many digits it has." }),
    orders: t.exposeInt("orders", { description: "Orders of it." }),
    refusedCalls: t.exposeInt("refusedCalls", { description: "Refused submits of it." }),
    isChosen: t.exposeBoolean("isChosen", { description: "Whether the report is about it." }),
  }),
});

interface Report extends Erasure {
  isDryRun: boolean;
  forms: FoundForm[];
}

const GuestErasure = builder.objectRef<Report>("GuestErasure").implement({
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
    forms: t.field({
      type: [GuestForm],
      description:
        "Numbers that may be the guest's: with and without a country's code, and with the zeros that are dialled. Choose: one may be somebody else's.",
      resolve: ({ forms }) => forms,
    }),
    bodies: t.exposeInt("bodies", { description: "Headers and bodies of calls, which are deleted." }),
    refusedCalls: t.exposeInt("refusedCalls", {
      description: "Refused submits in which the guest stood; their lines stay without them.",
    }),
    heldCalls: t.exposeInt("heldCalls", {
      description:
        "Calls that stay for now: of an order that keeps its guest, of a case that is not resolved, or of an online order's id that an order has which is open or still another guest's. They are erased within an hour of that being settled.",
    }),
    answers: t.exposeInt("answers", {
      description:
        "What remains: orders whose answer to PAR repeats what was written beside a line. It is kept as it was sent, because PAR may ask for it again at any time.",
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
    phone: t.string({ description: "Their number, 7 to 15 digits." }),
    email: t.string({ description: "Their e-mail address." }),
    forms: t.idList({
      description:
        "By number: the ids of those `forms` that are the guest's, as a dry run gave them. Needed to erase by number; no other number is erased. A dry run without counts the number exactly as given.",
    }),
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
    resolve: async (_root, { input }, context): Promise<Report | Refusal> => {
      if (!isOwner(context)) return refuse("NOT_ALLOWED", context.words("operators")("refused.onlyOwners"));
      const { db, guestReference: referenceOf } = context;
      const isDryRun = input.dryRun === true;
      const guest = { phone: input.phone ?? null, email: input.email ?? null };
      const outcome = await eraseNamedGuest(
        { db, now: context.now(), referenceOf },
        { guest, forms: input.forms ?? null, isDryRun, by: actorOf(context) },
      );
      if (outcome.kind === "invalid")
        return refuse("INVALID", context.words("erasure")(`refused.${outcome.field}`), outcome.field);
      return { ...outcome.erasure, forms: outcome.forms, isDryRun };
    },
  }),
);
