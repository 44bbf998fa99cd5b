import { GraphQLError } from "graphql";
import { type ChainCheck, checkChain, readSeal } from "../../audit/check.ts";
import { builder } from "../kernel/builder.ts";
import { AuditChain } from "./chain.ts";

const AuditBreak = builder.enumType("AuditBreak", {
  description: "How the chain over the audit is broken.",
  values: {
    CHANGED: { value: "changed", description: "The entry, or its seal, is not what was sealed." },
    ENTRY_MISSING: { value: "entry_missing", description: "The entry of a seal is gone." },
    SEAL_MISSING: { value: "seal_missing", description: "A seal is gone." },
    MOVED: { value: "moved", description: "A seal does not follow the one before it." },
    HEAD_MISSING: {
      value: "head_missing",
      description: "The seal that was given is not in the chain: it was cut or made anew.",
    },
  },
});

const AuditCheck = builder.objectRef<ChainCheck>("AuditCheck").implement({
  description: "What a check of the chain over the audit found.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    isWhole: t.exposeBoolean("isWhole", { description: "True where every seal fits, from the first on." }),
    sealed: t.exposeInt("sealed", { description: "How many seals fit, one after the other." }),
    broken: t.field({
      type: AuditBreak,
      nullable: true,
      description: "How it is broken at the first place that does not fit; null for a whole chain.",
      resolve: ({ broken }) => broken?.kind ?? null,
    }),
    brokenAt: t.int({
      nullable: true,
      description: "The number of that seal.",
      resolve: ({ broken }) => broken?.number ?? null,
    }),
    brokenEntryId: t.string({
      nullable: true,
      description: "The entry of that seal, where it is known.",
      resolve: ({ broken }) => broken?.entryId ?? null,
    }),
    unsealed: t.exposeInt("unsealed", { description: "How many entries have no seal yet." }),
    unsealedSince: t.expose("unsealedSince", {
      type: "DateTime",
      nullable: true,
      description: "When the oldest of them was made; null where there is none.",
    }),
    isStandingStill: t.exposeBoolean("isStandingStill", {
      description: "True where entries have waited for a seal longer than any running gateway lets them.",
    }),
    head: t.expose("head", {
      type: AuditChain,
      nullable: true,
      description: "The last seal; null where nothing is sealed yet.",
    }),
  }),
});

/** It reads every entry that there is. */
const WHOLE_CHAIN = 1_000;

builder.queryField("verifyAudit", (t) =>
  t.field({
    type: AuditCheck,
    description:
      "Recomputes the chain over the audit and says where it is broken, as `parley audit verify` does. For who may read all of the audit.",
    authScopes: { signedIn: true },
    complexity: WHOLE_CHAIN,
    args: {
      head: t.arg.string({
        description: "A seal that was noted elsewhere, `number:hash`: it must be in the chain.",
      }),
    },
    resolve: (_root, { head }, { db, scopeFor, now }) => {
      if (!scopeFor("audit.read").all)
        throw new GraphQLError("You may not see this.", { extensions: { code: "FORBIDDEN" } });
      const known = head?.trim() ? readSeal(head) : null;
      if (head?.trim() && known === null)
        throw new GraphQLError("A seal is a number, a colon and a hash.", {
          extensions: { code: "BAD_USER_INPUT" },
        });
      return checkChain(db, { known, now: now() });
    },
  }),
);
