import { auditActions } from "@parley/db/audit";
import { builder } from "../kernel/builder.ts";

/** What can be done and is recorded. */
export const AuditAction = builder.enumType("AuditAction", {
  description: "Something that is recorded when a person does it.",
  values: Object.fromEntries(
    auditActions.map(
      (value) => [value.toUpperCase(), { value, description: `${value.replaceAll("_", " ")}.` }] as const,
    ),
  ),
});

builder.queryField("auditActions", (t) =>
  t.field({
    type: [AuditAction],
    description: "Everything by which the audit can be narrowed, by the kind of its subject.",
    authScopes: { signedIn: true },
    resolve: () => [...auditActions],
  }),
);
