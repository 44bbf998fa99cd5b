import { type AuditEntry, listAudit } from "@parley/db/audit";
import { nameOfActor } from "./actor.ts";
import { builder } from "./builder.ts";
import type { GraphqlContext } from "./context.ts";

const SHOWN_MAX = 100;

/** The record of a change of a secret or a person. */
export const Change = builder.objectRef<AuditEntry>("Change").implement({
  description: "Who changed a secret or a person, when, and what of it; never the secret.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    at: t.expose("at", { type: "DateTime", description: "When." }),
    action: t.exposeString("action", { description: "What was done, for example `shared_id_rotated`." }),
    by: t.string({
      description: "Who did it: an operator by name, or `cli`.",
      resolve: ({ actor }, _args, context) => nameOfActor(actor, context),
    }),
    reason: t.string({
      nullable: true,
      description: "Why, as somebody wrote it, where it is kept: of a pause.",
      resolve: ({ detail }, _args, { loaders }) => {
        const id: unknown = Reflect.get(Object(detail), "pauseReason");
        return typeof id === "string" ? loaders.pauseReason.load(id) : null;
      },
    }),
    detail: t.string({
      description: "What of it was changed, from what to what, as JSON.",
      resolve: ({ detail }) => JSON.stringify(detail),
    }),
  }),
});

/** The changes of one operator or connection that the caller may change. */
export async function changesOf({ db }: GraphqlContext, subjectId: string): Promise<AuditEntry[]> {
  return await listAudit(db, { subjectIds: [subjectId], page: { limit: SHOWN_MAX } });
}
