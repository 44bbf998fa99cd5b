import type { Connection as ConnectionRow } from "@parley/db/connections";
import { OVERLAP_MINUTES, type RotationOutcome } from "../../stores/provisioning/shared-ids.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { Connection } from "./connection.ts";
import { connectionToChange } from "./may-change.ts";

const RotateSharedIdInput = builder.inputType("RotateSharedIdInput", {
  description: "A SharedId to take the place of a connection's.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    expectedVersion: t.int({ required: true, description: "The version of the connection that you saw." }),
    sharedId: t.string({
      description:
        "The SharedId that PAR gave: 10 to 128 printable ASCII characters. Leave out to have one made.",
    }),
    overlapMinutes: t.int({
      description: "For how long the old one goes on working: a week unless said otherwise, 0 to end it now.",
    }),
  }),
});

const RetireSharedIdInput = builder.inputType("RetireSharedIdInput", {
  description: "One of two SharedIds that work.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    secretId: t.id({ required: true, description: "The SharedId's record." }),
  }),
});

type Rotated = Extract<RotationOutcome, { kind: "rotated" }>;

const SharedIdRotation = builder.objectRef<Rotated>("SharedIdRotation").implement({
  description: "A SharedId that was added, and until when the one before it works.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    connection: t.expose("connection", { type: Connection, description: "The connection as it is now." }),
    secretId: t.exposeID("secretId", { description: "Our id of the added SharedId's record." }),
    generatedSharedId: t.exposeString("generated", {
      nullable: true,
      description: "The SharedId where it was made here: shown this once, and kept nowhere in the clear.",
    }),
    strength: t.exposeString("strength", { description: "`weak`, `short` or `strong`." }),
    previousEndsAt: t.expose("previousEndsAt", {
      type: "DateTime",
      description: "When the one before it stops working.",
    }),
  }),
});

const RotateSharedIdResult = builder.unionType("RotateSharedIdResult", {
  description: "The rotation, or why nothing was changed.",
  types: [SharedIdRotation, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("SharedIdRotation"),
});

const RetireSharedIdResult = builder.unionType("RetireSharedIdResult", {
  description: "The connection as it is now, or why nothing was changed.",
  types: [Connection, NotFound, NotAllowed],
  resolveType: resultType("Connection"),
});

builder.mutationFields((t) => ({
  rotateSharedId: t.field({
    type: RotateSharedIdResult,
    description:
      "Adds a SharedId beside the one in use, so that PAR can change over without a refused call. For admins of every brand that the connection serves.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RotateSharedIdInput, required: true, description: "The SharedId." }) },
    resolve: (_root, { input }, context) => rotate(context, input),
  }),
  retireSharedId: t.field({
    type: RetireSharedIdResult,
    description: "Ends one of two SharedIds at once; the other one then works without an end.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RetireSharedIdInput, required: true, description: "The SharedId." }) },
    resolve: (_root, { input }, context) => retire(context, input),
  }),
}));

async function rotate(
  context: GraphqlContext,
  input: typeof RotateSharedIdInput.$inferInput,
): Promise<Rotated | Refusal> {
  const { connectionId, expectedVersion } = input;
  const say = context.words("connections");
  const found = await connectionToChange(context, connectionId);
  if (isRefusal(found)) return found;
  const sharedId = input.sharedId ?? null;
  const overlapMinutes = input.overlapMinutes ?? OVERLAP_MINUTES;
  const by = actorOf(context);
  const outcome = await context.sharedIds.rotate({
    connectionId,
    expectedVersion,
    sharedId,
    overlapMinutes,
    by,
  });
  switch (outcome.kind) {
    case "rotated":
      return outcome;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field);
    case "shared_id_taken":
      return refuse("INVALID", say("refused.taken"), "sharedId");
    case "conflict":
      return refuse("CONFLICT", say("refused.changed"));
    case "under_way":
      return refuse("CONFLICT", say("refused.underWay", { until: outcome.endsAt.toISOString() }));
  }
}

async function retire(
  context: GraphqlContext,
  { connectionId, secretId }: { connectionId: string; secretId: string },
): Promise<ConnectionRow | Refusal> {
  const say = context.words("connections");
  const found = await connectionToChange(context, connectionId);
  if (isRefusal(found)) return found;
  const outcome = await context.sharedIds.retire({ connectionId, secretId, by: actorOf(context) });
  switch (outcome.kind) {
    case "retired":
      return outcome.connection;
    case "not_found":
      return refuse("NOT_FOUND", say("refused.noSecret"));
    case "last":
      return refuse("NOT_ALLOWED", say("refused.last"));
  }
}
