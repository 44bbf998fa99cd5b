/** Failures grouped by cause and by whose they are: what lasts, what is over, and what the ledger says right now. */

export type { IssueSubject, MoneyByCurrency } from "../schema/issue.ts";
export * from "./failing-pos.ts";
export * from "./failures.ts";
export * from "./issues.ts";
export * from "./menus.ts";
export * from "./needy.ts";
export * from "./open-orders.ts";
export * from "./secrets.ts";
export * from "./unmapped.ts";
export * from "./watches.ts";
