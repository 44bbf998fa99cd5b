import type { AuditHead } from "@parley/db/audit";
import { builder } from "../kernel/builder.ts";

export const AuditChain = builder.objectRef<AuditHead>("AuditChain").implement({
  description: "The end of the chain over the audit. Who notes it elsewhere can tell later that it is whole.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    number: t.exposeInt("number", { description: "How many entries are sealed." }),
    hash: t.exposeString("hash", { description: "The last seal's hash, SHA-256 in hexadecimal." }),
    sealedAt: t.expose("sealedAt", { type: "DateTime", description: "When it was sealed." }),
  }),
});
