import {
  type ApiKey as ApiKeyRow,
  type Grant as GrantRow,
  grantsHeld,
  isWithin,
  listApiKeys,
  listOperators,
} from "@parley/db/operators";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { Grant } from "./role.ts";

/** A key with whose it is, and what it may do now. */
export interface ApiKeyShape extends ApiKeyRow {
  owner: OperatorShape;
  may: readonly GrantRow[];
}

/** A key of an operator, as GraphQL shows it. */
export function keyShapeOf(key: ApiKeyRow, owner: OperatorShape): ApiKeyShape {
  const held = owner.grants;
  return { ...key, owner, may: key.grants === null ? held : grantsHeld(key.grants, held) };
}

export const ApiKey = builder.objectRef<ApiKeyShape>("ApiKey").implement({
  description:
    "A key with which a script acts as its operator. The key itself is shown only when it is made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "What it is for." }),
    prefix: t.exposeString("prefix", { description: "How it begins, to tell it from others." }),
    owner: t.expose("owner", { type: Operator, description: "Whose key it is." }),
    grants: t.field({
      type: [Grant],
      description: "What it may do now: never more than its operator, whatever it was given.",
      resolve: ({ may }) => [...may],
    }),
    isNarrowed: t.boolean({
      description: "True where it was given less than its operator may do.",
      resolve: ({ grants }) => grants !== null,
    }),
    createdBy: t.string({
      nullable: true,
      description: "Who made it, by name; null where that was not kept.",
      resolve: ({ createdBy }, _args, context) =>
        createdBy === null ? null : nameOfActor(createdBy, context),
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "From when on it opens nothing by itself; null for never.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was last used, to the minute; null for never.",
    }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was ended; null while it works.",
    }),
  }),
});

builder.objectField(Operator, "apiKeys", (t) =>
  t.field({
    type: [ApiKey],
    description: "Their API keys, newest first.",
    resolve: async (owner, _args, { loaders }) =>
      (await loaders.apiKeys.load(owner.id)).map((key) => keyShapeOf(key, owner)),
  }),
);

builder.queryField("apiKeys", (t) =>
  t.field({
    type: [ApiKey],
    description:
      "The API keys of the operators whom you may change, the newest first, also those that are over or revoked.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { db, scopeFor }) => {
      const scope = scopeFor("operators.edit");
      const found = (await listOperators(db)).filter(({ grants }) => isWithin(scope, grants)).map(shapeOf);
      const owners = new Map(found.map((owner) => [owner.id, owner]));
      const keys = await listApiKeys(db, [...owners.keys()]);
      return keys.flatMap((key) => {
        const owner = owners.get(key.operatorId);
        return owner === undefined ? [] : [keyShapeOf(key, owner)];
      });
    },
  }),
);
