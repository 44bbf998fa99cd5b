/** How long what is recorded is kept, by brand, and its deleting in small batches. */
export { type RetentionKind, retentionKinds } from "../schema/retention.ts";
export { countGuest, type Erasure, eraseDue, eraseGuest, eraseLater, listErasedAt } from "./erase.ts";
export type { ChosenGuest } from "./erase-parts.ts";
export { keepBodyPartitions, type PartitionsKept } from "./keep-partitions.ts";
export { type BodyPartitionStatus, bodiesLagMs, listPartitionStatus } from "./partition-status.ts";
export { listPhoneForms, PHONE_MIN, type PhoneForm, sameEnd } from "./phone-forms.ts";
export {
  listRetentionPolicies,
  NO_BRAND,
  type RetentionLimits,
  type RetentionPolicy,
  setRetentionPolicy,
} from "./policies.ts";
export {
  beginProgress,
  countPast,
  finishProgress,
  type KeptSize,
  keepProgress,
  listKeptSizes,
  listProgress,
  type PastLimit,
  type RetentionProgress,
} from "./status.ts";
export { releaseHeld, type SweepArgs, type SweptBatch, sweepBatch } from "./sweep.ts";
