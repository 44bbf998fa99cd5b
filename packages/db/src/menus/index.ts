/** The menus as the POS gave them, and the overrides of single items between two pulls. */
export * from "./availability.ts";
export * from "./fire-drills.ts";
export * from "./menu-used.ts";
export * from "./menus.ts";
export * from "./off-acts.ts";
export * from "./pictures.ts";
export * from "./pins.ts";
export * from "./rollout-steps.ts";
export * from "./rollouts.ts";
export type { MenuHead, MenuRow } from "./rows.ts";
export * from "./servings.ts";
