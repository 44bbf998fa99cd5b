/** Who changed secrets and people. */
export { type AuditAction, type AuditEntry, listAudit } from "./audit.ts";
