import type { Connection as ConnectionRow } from "@parley/db/connections";
import { isPausedAt } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import {
  type ConnectionPauseOutcome,
  pauseConnection,
  resumeConnection,
} from "../../stores/connection-pause.ts";
import { MINUTES_MAX } from "../../stores/until.ts";
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
import { Connection, readable } from "./connection.ts";
import { connectionToChange } from "./may-change.ts";

builder.objectFields(Connection, (t) => ({
  pausedAt: t.field({
    type: "DateTime",
    nullable: true,
    description: "Since when its orders are refused; null while they are taken, or hidden for your role.",
    resolve: (row, _args, context) => ofPause(row, context, () => row.pausedAt),
  }),
  pauseUntil: t.field({
    type: "DateTime",
    nullable: true,
    description:
      "When its orders are taken again by themselves; null where they are, somebody has to resume it, or it is hidden for your role.",
    resolve: (row, _args, context) => ofPause(row, context, () => row.pauseUntil),
  }),
  pauseReason: t.string({
    nullable: true,
    description:
      "Why its orders are refused, as somebody wrote it; null while they are taken, or hidden for your role.",
    resolve: (row, _args, context) => ofPause(row, context, () => row.pauseReason),
  }),
}));

/** Something of a pause that lasts, for those who may see the connection itself. */
async function ofPause<Value>(
  row: ConnectionRow,
  { loaders, now }: GraphqlContext,
  read: () => Value,
): Promise<Value | null> {
  return isPausedAt(row, now()) ? await readable(row, loaders, read) : null;
}

const PauseConnectionInput = builder.inputType("PauseConnectionInput", {
  description: "A connection whose orders are to be refused.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    expectedVersion: t.int({ required: true, description: "The version of the connection that you saw." }),
    minutes: t.int({
      description: `For how long, ${MINUTES_MAX} minutes at most; left out: until somebody resumes it.`,
    }),
    reason: t.string({
      required: true,
      description: `Why, ${TEXT_MAX.reason} characters at most; for those who wonder. PAR and guests do not see it.`,
    }),
  }),
});

const ResumeConnectionInput = builder.inputType("ResumeConnectionInput", {
  description: "A connection whose orders are to be taken again.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    expectedVersion: t.int({ required: true, description: "The version of the connection that you saw." }),
  }),
});

const PauseConnectionResult = builder.unionType("PauseConnectionResult", {
  description: "The connection as it is now, or why nothing was changed.",
  types: [Connection, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Connection"),
});

builder.mutationFields((t) => ({
  pauseConnection: t.field({
    type: PauseConnectionResult,
    description:
      "Takes no orders of a connection, for a time or until it is resumed: each is refused as `location_closed`, as by a store that is paused. What PAR sent before goes on, and PAR is told of it and of menus as ever. A connection that is paused already is paused anew, for the new time and reason. For admins of every brand that the connection serves.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: PauseConnectionInput, required: true, description: "The connection." }) },
    resolve: (_root, { input }, context) => pause(context, input),
  }),
  resumeConnection: t.field({
    type: PauseConnectionResult,
    description:
      "Takes a paused connection's orders again. For admins of every brand that the connection serves.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ResumeConnectionInput, required: true, description: "The connection." }) },
    resolve: (_root, { input }, context) => resume(context, input),
  }),
}));

async function pause(
  context: GraphqlContext,
  { connectionId, expectedVersion, minutes, reason }: typeof PauseConnectionInput.$inferInput,
): Promise<ConnectionRow | Refusal> {
  const connection = await connectionToChange(context, connectionId);
  if (isRefusal(connection)) return connection;
  const { db, now, words } = context;
  const asked = {
    connection,
    expectedVersion,
    minutes: minutes ?? null,
    reason,
    by: actorOf(context),
    words,
  };
  return answerTo(context, await pauseConnection({ db, now: now() }, asked));
}

async function resume(
  context: GraphqlContext,
  { connectionId, expectedVersion }: typeof ResumeConnectionInput.$inferInput,
): Promise<ConnectionRow | Refusal> {
  const connection = await connectionToChange(context, connectionId);
  if (isRefusal(connection)) return connection;
  const { db, now } = context;
  const asked = { connection, expectedVersion, by: actorOf(context) };
  return answerTo(context, await resumeConnection({ db, now: now() }, asked));
}

function answerTo({ words }: GraphqlContext, outcome: ConnectionPauseOutcome): ConnectionRow | Refusal {
  switch (outcome.kind) {
    case "changed":
      return outcome.connection;
    case "invalid":
      return refuse("INVALID", outcome.message, outcome.field === "until" ? "minutes" : outcome.field);
    case "not_paused":
      return refuse("CONFLICT", words("connection")("pause.refused.notPaused"));
    case "conflict":
      return refuse("CONFLICT", words("connections")("refused.changed"));
  }
}
