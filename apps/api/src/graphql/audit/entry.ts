import type { AuditEntry as AuditRow } from "@parley/db/audit";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { type Field, fieldsOf, labelOf } from "./fields.ts";
import { nameOfSubject, nameOfValue } from "./names.ts";
import { sentenceOf } from "./sentence.ts";

const AuditField = builder.objectRef<Field>("AuditField").implement({
  description: "A field that was changed, or something that is told of the change.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", {
      description: "Its name, as it is stored: `pausedAt`, `switches.jwt_key`.",
    }),
    label: t.string({
      description: "The same for people, in the caller's language.",
      resolve: ({ name }, _args, { language }) => labelOf(name, language),
    }),
    isChange: t.exposeBoolean("isChange", {
      description: "True where it was changed; false where `to` only tells something.",
    }),
    from: t.exposeString("from", { nullable: true, description: "What it was; null: nothing." }),
    to: t.exposeString("to", { nullable: true, description: "What it is now; null: nothing." }),
    fromName: t.string({
      nullable: true,
      description:
        "What that is called for which `from` is the id, and roles in words; null where it is none, or not known.",
      resolve: ({ before }, _args, context) => nameOfValue(before, context),
    }),
    toName: t.string({
      nullable: true,
      description:
        "What that is called for which `to` is the id, and roles in words; null where it is none, or not known.",
      resolve: ({ after }, _args, context) => nameOfValue(after, context),
    }),
  }),
});

export const AuditEntry = builder.objectRef<AuditRow>("AuditEntry").implement({
  description:
    "Something that a person changed or revealed. It names guests by their order and never holds their data.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
    by: t.string({
      description: "Who did it: an operator by name, or `cli`.",
      resolve: ({ actor }, _args, context) => nameOfActor(actor, context),
    }),
    actor: t.exposeString("actor", { description: "The same as it is stored: an operator's id, or `cli`." }),
    address: t.exposeString("address", {
      nullable: true,
      description: "The address that it came from; null where it is not known, as at the command line.",
    }),
    action: t.exposeString("action", { description: "What was done, for example `mapping_set`." }),
    sentence: t.string({
      description: "The same in words.",
      resolve: (entry, _args, { words }) => sentenceOf(entry, words),
    }),
    reason: t.exposeString("reason", { nullable: true, description: "Why, as a word of a closed list." }),
    subjectId: t.exposeString("subjectId", { description: "What it was done to, by its id." }),
    subject: t.string({
      description:
        "The same for people: an operator, a brand, a store or a connection by name, an order or a call by PAR's number, a mapping by PAR's id; else its id.",
      resolve: (entry, _args, context) => nameOfSubject(entry, context),
    }),
    brandId: t.exposeID("brandId", { nullable: true, description: "The brand that it belongs to." }),
    locationId: t.exposeID("locationId", { nullable: true, description: "The store that it belongs to." }),
    fields: t.field({
      type: [AuditField],
      description: "What was before and after, and what else is told.",
      resolve: ({ detail }) => fieldsOf(detail),
    }),
  }),
});
