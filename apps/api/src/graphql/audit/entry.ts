import { type AuditEntry as AuditRow, auditActions } from "@parley/db/audit";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { nameOfId, nameOfSubject } from "./names.ts";

/** A field of an entry's detail: what it was and is, or, with `from` left out, what is said of the change. */
interface Field {
  name: string;
  from: string | null;
  to: string | null;
  isChange: boolean;
}

const AuditField = builder.objectRef<Field>("AuditField").implement({
  description: "A field that was changed, or something that is told of the change.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name." }),
    isChange: t.exposeBoolean("isChange", {
      description: "True where it was changed; false where `to` only tells something.",
    }),
    from: t.exposeString("from", { nullable: true, description: "What it was; null: nothing." }),
    to: t.exposeString("to", { nullable: true, description: "What it is now; null: nothing." }),
    fromName: t.string({
      nullable: true,
      description: "What that is called for which `from` is the id; null where it is none, or not known.",
      resolve: ({ from }, _args, context) => nameOfId(from, context),
    }),
    toName: t.string({
      nullable: true,
      description: "What that is called for which `to` is the id; null where it is none, or not known.",
      resolve: ({ to }, _args, context) => nameOfId(to, context),
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
      resolve: ({ action }, _args, { words }) => {
        const known = auditActions.find((word) => word === action);
        return known === undefined ? action : words("audit")(`actions.${known}`);
      },
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

function fieldsOf(detail: unknown): Field[] {
  return Object.entries(Object(detail)).map(([name, value]) => {
    const isChange = typeof value === "object" && value !== null && "from" in value && "to" in value;
    return isChange
      ? { name, isChange, from: textOf(value.from), to: textOf(value.to) }
      : { name, isChange, from: null, to: textOf(value) };
  });
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
