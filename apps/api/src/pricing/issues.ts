import type { Issue } from "@parley/par-contract";

/** More issues than this help nobody, and an answer must stay small. */
export const MAX_ISSUES = 50;

/** Collects every refusal of one order, up to a bound; the rest are counted. */
export interface IssueList {
  readonly issues: readonly Issue[];
  readonly droppedCount: number;
  add(issue: Issue): void;
}

export function createIssueList(): IssueList {
  const issues: Issue[] = [];
  let droppedCount = 0;
  return {
    issues,
    get droppedCount() {
      return droppedCount;
    },
    add(issue) {
      if (issues.length < MAX_ISSUES) issues.push(issue);
      else droppedCount += 1;
    },
  };
}
