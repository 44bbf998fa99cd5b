import type { HistoryLine } from "../history.ts";
import { findReplayUnequal, findServerErrors, findUnsigned } from "./answer-sets.ts";
import type { ApiView } from "./api-view.ts";
import { type Counts, countAll } from "./counts.ts";
import { findCrossed } from "./crossed.ts";
import { gatherEvidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Journal } from "./journals.ts";
import { findDoubled, findFalsePlaced, findGhosts, findUnexpected } from "./pos-sets.ts";
import { findAttentionWrong, findFlapping, findLost, findStuck } from "./promise-sets.ts";
import { findRetold } from "./retold.ts";

/**
 * The drills' judge. It shares no code with the gateway and does not know how orders are dispatched: it
 * compares the partner's answers, the POS's journal and the operators' API with each other. It computes
 * thirteen sets of broken promises, each defined where it is computed; a drill has passed when all are empty.
 */
export const SET_NAMES = [
  "lost",
  "doubled",
  "ghost",
  "falsePlaced",
  "unexpected",
  "flapping",
  "stuck",
  "crossed",
  "replayUnequal",
  "unsigned",
  "serverError",
  "attentionWrong",
  "retold",
] as const;

export type SetName = (typeof SET_NAMES)[number];

export interface CheckInput {
  history: readonly HistoryLine[];
  /** One for each POS process, read after the last order was settled. */
  journals: readonly Journal[];
  /** Read after the partner's last call was answered. */
  api: ApiView;
  /** When the drill ended, in milliseconds of the wall clock. */
  endedAt: number;
  /** How long after its first submit an order may be open without waiting for a person. */
  giveUpMs: number;
}

export interface Verdict {
  /** True where every set is empty. */
  isClean: boolean;
  sets: Record<SetName, readonly Finding[]>;
  counts: Counts;
}

/**
 * Computes the thirteen sets; pure.
 * @throws Error where the history is incomplete.
 */
export function check(input: CheckInput): Verdict {
  const evidence = gatherEvidence(input);
  const sets: Verdict["sets"] = {
    lost: findLost(evidence),
    doubled: findDoubled(evidence),
    ghost: findGhosts(evidence),
    falsePlaced: findFalsePlaced(evidence),
    unexpected: findUnexpected(evidence),
    flapping: findFlapping(evidence),
    stuck: findStuck(evidence, input),
    crossed: findCrossed(evidence),
    replayUnequal: findReplayUnequal(evidence),
    unsigned: findUnsigned(evidence),
    serverError: findServerErrors(evidence),
    attentionWrong: findAttentionWrong(evidence),
    retold: findRetold(evidence),
  };
  return { isClean: brokenSets({ sets }).length === 0, sets, counts: countAll(input.history, evidence) };
}

/** Names of the sets that are not empty. */
export function brokenSets({ sets }: Pick<Verdict, "sets">): SetName[] {
  return SET_NAMES.filter((name) => sets[name].length > 0);
}
