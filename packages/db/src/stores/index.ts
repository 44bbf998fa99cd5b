/** Brands and their locations, which people call stores. */
export * from "./stores.ts";
