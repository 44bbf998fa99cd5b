/** Saved views of the lists: whose they are, and who else may open them. */

export * from "./changes.ts";
export * from "./views.ts";
