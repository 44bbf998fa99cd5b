import type { Connection as ConnectionRow } from "@parley/db/connections";
import { setSwitches } from "../../stores/provisioning/switches.ts";
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

const SwitchChoiceInput = builder.inputType("SwitchChoiceInput", {
  description: "What one switch is to be.",
  fields: (t) => ({
    name: t.string({ required: true, description: "The switch, for example `jwt_key`." }),
    value: t.string({
      description: "Its value as `SwitchSetting.value` tells it; null takes its default again.",
    }),
  }),
});

const SetSwitchesInput = builder.inputType("SetSwitchesInput", {
  description: "How the contract is to be read for a connection.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    expectedVersion: t.int({ required: true, description: "The version of the connection that you saw." }),
    switches: t.field({
      type: [SwitchChoiceInput],
      required: true,
      description: "The switches that change; all others stay.",
    }),
  }),
});

const SetSwitchesResult = builder.unionType("SetSwitchesResult", {
  description: "The connection as it is now, or why nothing was changed.",
  types: [Connection, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Connection"),
});

builder.mutationField("setSwitches", (t) =>
  t.field({
    type: SetSwitchesResult,
    description:
      "Chooses how the contract is read for a connection; PAR's next call is read so. For admins of every brand that the connection serves.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SetSwitchesInput, required: true, description: "The switches." }) },
    resolve: (_root, { input }, context) => set(context, input),
  }),
);

async function set(
  context: GraphqlContext,
  { connectionId, expectedVersion, switches }: typeof SetSwitchesInput.$inferInput,
): Promise<ConnectionRow | Refusal> {
  const say = context.words("connections");
  const connection = await connectionToChange(context, connectionId);
  if (isRefusal(connection)) return connection;
  const choices = switches.map(({ name, value }) => ({ name, value: value ?? null }));
  const change = { connection, expectedVersion, choices, by: actorOf(context) };
  const outcome = await setSwitches({ db: context.db, now: context.now() }, change);
  switch (outcome.kind) {
    case "changed":
      return outcome.connection;
    case "conflict":
      return refuse("CONFLICT", say("refused.changed"));
    case "unknown_switch":
      return refuse("INVALID", say("refused.noSwitch", { name: outcome.name.slice(0, 64) }), "switches");
    case "invalid_switch": {
      const given = { name: outcome.name, given: outcome.given.slice(0, 64) };
      const message = say("refused.switchValue", { ...given, choices: outcome.choices.join(", ") });
      return refuse("INVALID", message, "switches");
    }
  }
}
