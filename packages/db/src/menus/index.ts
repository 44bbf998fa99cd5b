/** The menus as the POS gave them, and what lies over them for a time. */
export * from "./availability.ts";
export * from "./menus.ts";
