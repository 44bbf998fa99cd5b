/** Brands and their locations, which people call stores. */
export { listUncountedStores } from "../sql/test-stores.ts";
export * from "./pulse.ts";
export * from "./stores.ts";
