/** Who changed what, and the chain that shows whether anybody changed that record since. */
export { type AuditAction, auditActions } from "./actions.ts";
export { type AuditEntry, recordChange } from "./audit.ts";
export { type AuditFilter, type AuditReader, listAudit } from "./list.ts";
export { type AuditHead, findHead, type SealStep, sealAudit } from "./seal.ts";
export { type AuditBreak, type AuditCheck, type KnownSeal, verifyAudit } from "./verify.ts";
