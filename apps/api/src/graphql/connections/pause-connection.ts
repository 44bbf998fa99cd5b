import type { Connection as ConnectionRow } from "@parley/db/connections";
import { isPausedAt } from "@parley/db/stores";
import { pauseConnection, resumeConnection } from "../../stores/connection-pause.ts";
import { MINUTES_MAX } from "../../stores/until.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, NotFound, type Refusal, resultType } from "../kernel/error.ts";
import { answerPause, REASON } from "../pauses/form.ts";
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
      description: REASON,
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
  { connectionId, expectedVersion, minutes = null, reason }: typeof PauseConnectionInput.$inferInput,
): Promise<ConnectionRow | Refusal> {
  const { db, now, words } = context;
  return await answerPause(await connectionToChange(context, connectionId), saidOf(context), (connection) =>
    pauseConnection(
      { db, now: now() },
      { connection, expectedVersion, minutes, reason, by: actorOf(context), words },
    ),
  );
}

async function resume(
  context: GraphqlContext,
  { connectionId, expectedVersion }: typeof ResumeConnectionInput.$inferInput,
): Promise<ConnectionRow | Refusal> {
  const { db, now } = context;
  return await answerPause(await connectionToChange(context, connectionId), saidOf(context), (connection) =>
    resumeConnection({ db, now: now() }, { connection, expectedVersion, by: actorOf(context) }),
  );
}

function saidOf({ words }: GraphqlContext) {
  const conflict = words("connections")("refused.changed");
  return { notPaused: words("connection")("pause.refused.notPaused"), conflict, untilField: "minutes" };
}
