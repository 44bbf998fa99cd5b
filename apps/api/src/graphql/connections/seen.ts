import { readSeenTraits, type SeenTrait as SeenTraitRow } from "../../explain/seen.ts";
import { builder } from "../kernel/builder.ts";
import { Connection, canEdit } from "./connection.ts";

// What PAR's calls showed of what its documents leave open: what a switch should be set to is read off it.

const SeenTrait = builder.objectRef<SeenTraitRow>("SeenTrait").implement({
  description: "One form that PAR's calls had of something that its documents leave open.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    trait: t.exposeString("trait", {
      description:
        "The guess of the contract that it is a form of; `refused` where calls were refused for it.",
    }),
    form: t.exposeString("form", { description: "The form; of `refused`, the reason." }),
    isUsual: t.exposeBoolean("isUsual", { description: "True for the form that PAR's documents have." }),
    calls: t.exposeInt("calls", { description: "How many of the calls that were looked at had it." }),
    lastAt: t.expose("lastAt", { type: "DateTime", description: "When the newest of them came." }),
    lastExchangeId: t.exposeID("lastExchangeId", { description: "The newest of them." }),
    switchName: t.exposeString("switchName", {
      nullable: true,
      description: "The switch that it speaks about; null where every form is taken as it comes.",
    }),
    suggestedValue: t.exposeString("suggestedValue", {
      nullable: true,
      description: "What that switch should be set to; null where it is so, or where the calls do not tell.",
    }),
  }),
});

builder.objectField(Connection, "seen", (t) =>
  t.field({
    type: [SeenTrait],
    nullable: true,
    description:
      "What PAR's newest calls showed, at most a thousand of thirty days, the commonest form of each first; null for all but its admins.",
    resolve: async (connection, _args, context) =>
      (await canEdit(connection, context))
        ? await readSeenTraits(context.db, { connection, now: context.now() })
        : null,
  }),
);
