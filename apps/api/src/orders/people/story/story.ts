import { foldRepeats } from "./fold.ts";
import type { StoryInput } from "./input.ts";
import { ledgerSteps } from "./ledger-steps.ts";
import { parSteps } from "./par-steps.ts";
import type { StoryStep } from "./step.ts";

/** Tells an order's history in steps, oldest first, repeats folded. Pure: the same rows give the same steps. */
export function storyOf(input: StoryInput): StoryStep[] {
  const steps = [...parSteps(input), ...ledgerSteps(input)];
  return foldRepeats(inOrder(steps)).sort(byTime);
}

function inOrder(steps: readonly StoryStep[]): StoryStep[] {
  return [...steps].sort(byTime);
}

function byTime(a: StoryStep, b: StoryStep): number {
  return a.at.getTime() - b.at.getTime() || rankOf(a) - rankOf(b);
}

/** What led to what, among steps of one instant. */
function rankOf({ facts }: StoryStep): number {
  switch (facts.kind) {
    case "validated":
    case "submit_refused":
      return 0;
    case "submitted":
      return 1;
    case "changed":
      return 2;
    case "sent_again":
    case "held":
      return 3;
    case "needs_person":
      return 5;
    case "bill_differs":
      return 6;
    case "answered":
      return 7;
    default:
      return 4;
  }
}
