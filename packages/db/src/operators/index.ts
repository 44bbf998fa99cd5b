/** People who use the admin: accounts, grants, API keys, sign-in counters. */
export { authSchema } from "../schema/operator.ts";
export * from "./accounts.ts";
export * from "./api-keys.ts";
export * from "./changes.ts";
export { type GrantsProblem, grantsProblem } from "./grants.ts";
export {
  findInvited,
  insertAskedReset,
  listInvited,
  type NewInvitation,
  revokeLink,
  useInvitation,
} from "./invitations.ts";
export * from "./last-seen.ts";
export * from "./operators.ts";
export {
  countPasskeys,
  findPasskey,
  findSessionProof,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  type Passkey,
  removePasskey,
  takeOnce,
} from "./passkeys.ts";
export * from "./permissions.ts";
export { findByProvider, linkProvider, listIssuers } from "./provider-accounts.ts";
export {
  confirmSecondFactor,
  countPaperCodes,
  openSecondFactor,
  removeOwnSecondFactor,
  replacePaperCodes,
  startSecondFactor,
  takePaperCode,
  takeStep,
} from "./second-factor.ts";
export * from "./sessions.ts";
export * from "./sign-in-attempts.ts";
export * from "./sign-in-policy.ts";
export * from "./sign-ins.ts";
