/** Which of PAR's ids means which of ours, and the ids that nobody has mapped. */
export type { MappingKind } from "./kinds.ts";
export * from "./mappings.ts";
export { type BrandName, coversAll, crossesBrands, listOwners, listServedBrands } from "./owners.ts";
export * from "./unmapped.ts";
export * from "./versions.ts";
export * from "./writes.ts";
