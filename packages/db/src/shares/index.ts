/** Links that show one order, redacted, to whoever has them. */

export * from "./shares.ts";
