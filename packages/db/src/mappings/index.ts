/** Which of PAR's ids means which of ours, and the ids that nobody has mapped. */
export {
  changeInBulk,
  type KnownMappings,
  type MappingChange,
  type MappingTransaction,
  type NewestMapping,
  readKnownMappings,
} from "./bulk.ts";
export { writeMappings } from "./bulk-write.ts";
export * from "./exported.ts";
export { countImpact, type MappingImpact, type Meaning } from "./impact.ts";
export * from "./imported.ts";
export * from "./imports.ts";
export type { MappingKind } from "./kinds.ts";
export * from "./mappings.ts";
export { type BrandName, coversAll, crossesBrands, listServedBrands } from "./owners.ts";
export * from "./unmapped.ts";
export * from "./versions.ts";
export * from "./writes.ts";
