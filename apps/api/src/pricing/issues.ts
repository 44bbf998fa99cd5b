import { amountLimitCents, amountNumber, amountText, type Issue } from "@parley/par-contract";

/** More issues than this help nobody, and an answer must stay small. */
export const MAX_ISSUES = 50;

/** Collects every refusal of one order, up to a bound; the rest are counted. */
export interface IssueList {
  readonly issues: readonly Issue[];
  readonly droppedCount: number;
  add(issue: Issue): void;
  /** No line, and no order, may come to this much. */
  readonly limitCents: number;
  /** Cents as the text that people read. */
  text(cents: number): string;
  /** Two amounts as an issue compares them. */
  compare(expectedCents: number, actualCents: number): { expected: number; actual: number };
}

/** @param currency the store's, which every amount of the issues is in */
export function createIssueList(currency: string): IssueList {
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
    limitCents: amountLimitCents(currency),
    text: (cents) => amountText(cents, currency),
    compare: (expectedCents, actualCents) => ({
      expected: amountNumber(expectedCents, currency),
      actual: amountNumber(actualCents, currency),
    }),
  };
}
