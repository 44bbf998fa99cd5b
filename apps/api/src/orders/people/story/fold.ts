import type { StepFacts, StoryStep } from "./step.ts";

/**
 * Folds steps that repeat each other: of one lane (PAR's questions, our tries, our look-ups), with the same end, and
 * with nothing between them that changed the order's course. Lanes run side by side, so that a poll between two tries
 * leaves the tries together.
 * @param steps in order of time
 */
export function foldRepeats(steps: readonly StoryStep[]): StoryStep[] {
  const runs: StoryStep[][] = [];
  const open = new Map<string, { like: string; run: StoryStep[] }>();
  for (const step of steps) {
    const place = placeOf(step);
    if (place === null) {
      runs.push([step]);
      open.clear();
      continue;
    }
    const last = open.get(place.lane);
    if (last?.like === place.like) {
      last.run.push(step);
      continue;
    }
    const run = [step];
    runs.push(run);
    open.set(place.lane, { like: place.like, run });
  }
  return runs.flatMap(foldRun);
}

function foldRun(run: readonly StoryStep[]): StoryStep[] {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined || run.length === 1) return [...run];
  return [
    {
      ...first,
      until: last.at,
      facts: spanning(first.facts, last.facts),
      tookMs: null,
      exchangeId: last.exchangeId,
      parts: run,
    },
  ];
}

function spanning(first: StepFacts, last: StepFacts): StepFacts {
  return first.kind === "tried" && last.kind === "tried" ? { ...first, to: last.to } : first;
}

/** Where a step may be folded into its like; null for one that changes the order's course, which ends all runs. */
function placeOf({ facts }: StoryStep): { lane: string; like: string } | null {
  const place = (lane: string, ...like: (string | number | boolean | null)[]) => ({
    lane,
    like: [facts.kind, ...like].join(" "),
  });
  switch (facts.kind) {
    case "validated":
      return place("before", facts.heard, facts.code);
    case "submit_refused":
      return place("before", facts.code);
    case "asked":
      return place("par", facts.heard);
    case "submitted_again":
      return place("repeats", facts.heard);
    case "conflicted":
      return place("conflicts", facts.over);
    case "tried":
      return facts.end === "placed" || facts.end === "refused" || facts.end === "running"
        ? null
        : place("tries", facts.end, facts.status);
    case "told_late":
      return place(`late ${facts.number}`);
    case "looked_up":
      return place("looks", facts.isAbsent);
    case "pos_told":
      return place("pos");
    // PAR's first answer comes while the tries go on.
    case "answered":
      return place("answer");
    case "changed":
    case "submitted":
    case "held":
    case "refused":
    case "found":
    case "taken_back":
    case "gave_up":
    case "needs_person":
    case "confirmed":
    case "sent_again":
    case "hurried":
    case "disputed":
    case "dispute_settled":
    case "bill_differs":
      return null;
  }
}
