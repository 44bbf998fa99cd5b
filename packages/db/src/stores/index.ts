/** Brands and their locations, which people call stores. */
export { listUncountedStores } from "../sql/test-stores.ts";
export {
  type ConformanceResult,
  type ConformanceRun,
  insertConformanceRun,
  listConformanceRuns,
  listProvenClaims,
} from "./conformance.ts";
export {
  type FormerPos,
  type FormerPosFacts,
  type Location,
  listFormerBridges,
  listFormerPos,
  listFormerPosById,
} from "./former-pos.ts";
export * from "./location-pos.ts";
export { type OpenAtPos, readOpenAtPos } from "./open-orders.ts";
export { isPausedAt, type Pause } from "./pause.ts";
export { listPausesAt, listPausesById, type SaidPause } from "./pauses.ts";
export { touchPosKey } from "./pos-key-use.ts";
export {
  endPosKeys,
  listPosKeys,
  type PosKey,
  type PosKeyRotation,
  retirePosKey,
  rotatePosKey,
} from "./pos-keys.ts";
export * from "./pulse.ts";
export * from "./stores.ts";
