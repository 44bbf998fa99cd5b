/** What people do about orders, calls and issues: whose they are, until when they rest, why they are done. */

export type { CaseEventKind, CaseResolution, CaseSubjectKind } from "../schema/case.ts";
export { caseResolutions } from "../schema/case.ts";
export * from "./cases.ts";
