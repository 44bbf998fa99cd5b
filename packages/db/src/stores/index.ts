/** Brands and their locations, which people call stores. */
export * from "./pulse.ts";
export * from "./stores.ts";
