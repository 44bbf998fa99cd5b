/** Work that is done in the background: asked for, taken under a lease, ended or put off. */
export * from "./jobs.ts";
