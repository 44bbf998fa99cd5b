import {
  type Connection as ConnectionRow,
  findConnection,
  listConnections,
  type ConnectionSecret as SecretRow,
} from "@parley/db/connections";
import { coversAll, listServedBrands } from "@parley/db/mappings";
import { explainSwitches, type SwitchSetting as SwitchRow } from "../../explain/switches.ts";
import { builder } from "../kernel/builder.ts";
import { Change, changesOf } from "../kernel/change.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import type { Loaders } from "../kernel/loaders.ts";
import { Node } from "../kernel/node.ts";

const SwitchSetting = builder.objectRef<SwitchRow>("SwitchSetting").implement({
  description: "One guess about PAR's contract, as this connection has it set.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The switch, for example `jwt_key`." }),
    value: t.exposeString("value", { description: "What it is set to." }),
    isDefault: t.exposeBoolean("isDefault", { description: "True where nobody changed it." }),
    defaultValue: t.exposeString("defaultValue", { description: "What it is where nobody changed it." }),
    topic: t.exposeString("topic", { description: "What it is about, for example `token` or `money`." }),
    choices: t.exposeStringList("choices", {
      nullable: true,
      description: "Its values where they are a closed list; null where it takes a number or a text.",
    }),
    min: t.exposeInt("min", { nullable: true, description: "The least, where it is a number." }),
    max: t.exposeInt("max", { nullable: true, description: "The greatest, where it is a number." }),
    question: t.exposeString("question", { description: "The question to PAR that would settle it." }),
  }),
});

const ConnectionSecret = builder.objectRef<SecretRow>("ConnectionSecret").implement({
  description: "A SharedId's record. The SharedId itself never leaves.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id of the record." }),
    state: t.string({
      description: "`live`, `retiring` or `retired`.",
      resolve: ({ state, endsAt }, _args, { now }) =>
        endsAt !== null && endsAt <= now() ? "retired" : state,
    }),
    strength: t.exposeString("strength", { description: "`weak`, `short` or `strong`, by length." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was stored." }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When PAR last signed with it; null for never.",
    }),
    endsAt: t.expose("endsAt", {
      type: "DateTime",
      nullable: true,
      description: "When a retiring one stops working.",
    }),
  }),
});

export const Connection = builder.objectRef<ConnectionRow>("Connection").implement({
  description:
    "One relationship with PAR: its SharedIds, its switches and the organizations it serves. Whoever sees a call of it sees its name; the rest is for those who may see connections of a brand that it serves.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its short name, for example `yummytaco`." }),
    name: t.exposeString("name", { description: "Its name for people." }),
    state: t.string({
      nullable: true,
      description: "`live` or `disabled`; null where it is hidden for your role.",
      resolve: (row, _args, { loaders }) => readable(row, loaders, () => row.state),
    }),
    version: t.int({
      nullable: true,
      description:
        "Counts changes of this connection; send it as `expectedVersion`. Null where it is hidden for your role.",
      resolve: (row, _args, { loaders }) => readable(row, loaders, () => row.version),
    }),
    changes: t.field({
      type: [Change],
      nullable: true,
      description:
        "What was changed about its SharedIds and switches, the newest first, at most a hundred; null for all but its admins.",
      // A connection that serves nobody is covered by any scope, so it has to be readable, too.
      resolve: (row, _args, context) =>
        readable(row, context.loaders, async () =>
          coversAll(context.scopeFor("audit.read"), await listServedBrands(context.db, row.id))
            ? changesOf(context, row.id)
            : null,
        ),
    }),
    canEdit: t.boolean({
      description: "Whether you may change its SharedIds and switches: as an admin of every brand it serves.",
      resolve: (row, _args, context) => canEdit(row, context),
    }),
    switches: t.field({
      type: [SwitchSetting],
      nullable: true,
      description: "Every switch of the contract with its value; null where they are hidden for your role.",
      resolve: (row, _args, { loaders }) => readable(row, loaders, () => explainSwitches(row.switches)),
    }),
    secrets: t.field({
      type: [ConnectionSecret],
      nullable: true,
      description: "The SharedIds it accepts, newest first; null where they are hidden for your role.",
      resolve: (row, _args, { loaders }) => readable(row, loaders, () => loaders.secrets.load(row.id)),
    }),
  }),
});

/** Whether the operator may change it: as an admin of every brand that it serves. */
export async function canEdit(
  row: ConnectionRow,
  { db, loaders, scopeFor }: GraphqlContext,
): Promise<boolean> {
  // A connection that serves nobody is covered by any scope, so it has to be readable, too.
  const covers = async () => coversAll(scopeFor("connections.edit"), await listServedBrands(db, row.id));
  return (await readable(row, loaders, covers)) ?? false;
}

/** Of a connection that an order or a call led to: a value of it, where the operator may see the connection itself. */
export async function readable<Value>(
  { id }: ConnectionRow,
  { connectionIsReadable }: Loaders,
  read: () => Value | Promise<Value>,
): Promise<Value | null> {
  return (await connectionIsReadable.load(id)) ? await read() : null;
}

builder.queryField("connection", (t) =>
  t.field({
    type: Connection,
    nullable: true,
    description: "One connection; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id, `con_…`, or its short name." }) },
    resolve: (_root, { id }, { db, scopeFor }) =>
      findConnection(db, { scope: scopeFor("connections.read"), idOrSlug: id }),
  }),
);

builder.queryField("connections", (t) =>
  t.field({
    type: [Connection],
    description: "The connections that serve your brands, by name.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scopeFor }) => listConnections(db, { scope: scopeFor("connections.read") }),
  }),
);
