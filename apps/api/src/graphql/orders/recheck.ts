import { refusalWords } from "../../explain/refusal-words.ts";
import { storeName } from "../../explain/store-name.ts";
import type { FirstIssue, RecheckedIssue, Recheck as RecheckShape } from "../../orders/people/recheck.ts";
import { builder } from "../kernel/builder.ts";

const PastIssue = builder.objectRef<FirstIssue>("PastIssue").implement({
  description: "A reason for which PAR's submit was refused.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "The reason's code." }),
    message: t.string({
      description:
        "The reason that PAR was told, in the reader's language; what a POS wrote is as it wrote it.",
      resolve: ({ message }, _args, { words }) => refusalWords(message, words),
    }),
    lineId: t.exposeString("lineId", { nullable: true, description: "The order's line that it is about." }),
  }),
});

const RecheckIssue = builder.objectRef<RecheckedIssue>("RecheckIssue").implement({
  description: "A reason for which the submit would be refused today.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "The reason's code." }),
    message: t.string({
      description: "The reason that PAR would be told, in the reader's language.",
      resolve: ({ message }, _args, { words }) => refusalWords(message, words),
    }),
    lineId: t.exposeString("lineId", { nullable: true, description: "The order's line that it is about." }),
    isNew: t.exposeBoolean("isNew", { description: "True where this was no reason when PAR sent it." }),
  }),
});

export const Recheck = builder.objectRef<RecheckShape>("Recheck").implement({
  description:
    "What would become of a refused submit if PAR sent it now. Nothing was changed or sent: only PAR's new submit places an order.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    wouldBePlaced: t.boolean({
      description: "True where it would be sent to the POS now.",
      resolve: ({ kind }) => kind === "placed",
    }),
    sentence: t.string({
      description: "What would become of it, and what to tell the guest.",
      resolve: async (found, _args, { words, loaders }) => {
        const say = words("mending");
        switch (found.kind) {
          case "unmapped_organization":
          case "unmapped_location":
            return say(`recheck.${found.kind}`, { id: found.id });
          case "no_menu":
            return say("recheck.no_menu", {
              store: storeName(await loaders.location.load(found.locationId)),
            });
          default:
            return say(`recheck.${found.kind}`);
        }
      },
    }),
    issues: t.field({
      type: [RecheckIssue],
      description: "Why it would be refused today, line by line.",
      resolve: (found) => ("issues" in found ? found.issues : []),
    }),
    gone: t.field({
      type: [PastIssue],
      description: "Why it was refused then, and would not be today.",
      resolve: (found) => ("gone" in found ? found.gone : []),
    }),
  }),
});

builder.queryField("recheckSubmit", (t) =>
  t.field({
    type: Recheck,
    nullable: true,
    description:
      "Judges what PAR sent in a refused order, or in the call of a refused submit, by today's mappings, menu and prices. It only reads. Null where there is no such thing for you, or where your role may not mend orders.",
    authScopes: { signedIn: true },
    complexity: 100,
    args: { id: t.arg.id({ required: true, description: "The order's or the call's id." }) },
    resolve: (_root, { id }, { recheck, scopeFor }) => recheck({ scope: scopeFor("orders.mend"), id }),
  }),
);
