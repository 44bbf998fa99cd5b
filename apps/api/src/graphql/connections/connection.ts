import {
  type Connection as ConnectionRow,
  listConnections,
  type ConnectionSecret as SecretRow,
} from "@parley/db/connections";
import { coversAll, listServedBrands } from "@parley/db/mappings";
import { explainSwitches, type SwitchSetting as SwitchRow } from "../../explain/switches.ts";
import { builder } from "../kernel/builder.ts";
import { Change, changesOf } from "../kernel/change.ts";
import { Node } from "../kernel/node.ts";

const SwitchSetting = builder.objectRef<SwitchRow>("SwitchSetting").implement({
  description: "One guess about PAR's contract, as this connection has it set.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The switch, for example `jwt_key`." }),
    value: t.exposeString("value", { description: "What it is set to." }),
    isDefault: t.exposeBoolean("isDefault", { description: "True where nobody changed it." }),
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
  description: "One relationship with PAR: its SharedIds, its switches and the organizations it serves.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its short name, for example `yummytaco`." }),
    name: t.exposeString("name", { description: "Its name for people." }),
    state: t.exposeString("state", { description: "`live` or `disabled`." }),
    version: t.exposeInt("version", {
      description: "Counts changes of this connection; send it as `expectedVersion`.",
    }),
    changes: t.field({
      type: [Change],
      description:
        "What was changed about its SharedIds, the newest first, at most a hundred; for its admins alone.",
      resolve: async ({ id }, _args, context) =>
        coversAll(context.adminScope, await listServedBrands(context.db, id)) ? changesOf(context, id) : [],
    }),
    switches: t.field({
      type: [SwitchSetting],
      description: "Every switch of the contract with its value.",
      resolve: (connection) => explainSwitches(connection.switches),
    }),
    secrets: t.field({
      type: [ConnectionSecret],
      description: "The SharedIds it accepts, newest first.",
      resolve: (connection, _args, { loaders }) => loaders.secrets.load(connection.id),
    }),
  }),
});

builder.queryField("connections", (t) =>
  t.field({
    type: [Connection],
    description: "The connections that serve your brands, by name.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scope }) => listConnections(db, { scope }),
  }),
);
