import type { BillDrift, Cause, StoredDispute } from "@parley/db/orders";
import type { TryEnd } from "../../try-end.ts";
import type { Change } from "./changes.ts";

/**
 * What happened to an order, as a person tells it: a closed list of steps, in order of time. Steps that repeat each
 * other are one step that has them as `parts`. What a step says in words is `words.ts`'s matter.
 */
export interface StoryStep {
  /** The same at each reading, so that a page can keep a step open. */
  key: string;
  at: Date;
  /** When the last of its parts was, where it has some. */
  until: Date | null;
  facts: StepFacts;
  /** How long it took, where that is known. */
  tookMs: number | null;
  /** What a person wrote, as it was written. */
  note: string | null;
  /** The recorded call that it is about, or the last one of its parts. */
  exchangeId: string | null;
  tone: StepTone;
  /** What repeats, oldest first; empty for a step that stands for itself. */
  parts: readonly StoryStep[];
}

/** `waiting`: nobody knows yet, or nobody has to act; `problem`: it went wrong, or somebody has to act. */
export type StepTone = "plain" | "ok" | "waiting" | "problem";

/** What PAR was answered: one of its five words, or a refusal that names none. */
export type Heard = "validated" | "placed" | "pending" | "errored" | "rejected" | "refused";

export type TryEnding =
  | TryEnd["kind"]
  | "placed"
  | "refused"
  | "contradicted"
  /** It runs still. */
  | "running"
  /** Its process ended before it could write down what became of it. */
  | "cut_off";

export type StepFacts =
  /** PAR asked whether the order could be placed, before the guest paid. */
  | { kind: "validated"; heard: Heard; code: string | null }
  /** What PAR submitted differs from what it had asked about. */
  | { kind: "changed"; changes: readonly Change[] }
  /** A submit of the same online order that never became an order. */
  | { kind: "submit_refused"; code: string | null }
  | { kind: "submitted"; cents: number; itemCount: number }
  | { kind: "answered"; heard: Heard }
  | { kind: "submitted_again"; heard: Heard }
  /** PAR sent another order under the ids of this one. */
  | { kind: "conflicted"; over: "request_uid" | "online_order_id" }
  | { kind: "asked"; heard: Heard }
  /** It was written down and not sent yet. */
  | { kind: "held"; cause: Cause | null }
  /** Refused by our own rules; nothing of it was sent. */
  | { kind: "refused"; reasons: readonly string[] }
  | {
      kind: "tried";
      from: number;
      to: number;
      end: TryEnding;
      /** The status of the POS's answer, where there was one. */
      status: number | null;
      posOrderId: string | null;
      reasons: readonly string[];
    }
  /** What became of a try was learned after it had been given up. */
  | { kind: "told_late"; number: number; counts: boolean }
  | { kind: "looked_up"; isAbsent: boolean }
  /** A look-up found the order at the POS. */
  | { kind: "found"; posOrderId: string | null }
  | { kind: "taken_back" }
  | { kind: "gave_up"; isAsked: boolean }
  | { kind: "needs_person"; cause: Cause | null }
  | { kind: "confirmed"; isThere: boolean; who: string; posOrderId: string | null }
  | { kind: "sent_again"; who: string; number: number }
  /** A person had the next step taken at once. */
  | { kind: "hurried"; who: string }
  | { kind: "disputed"; dispute: StoredDispute }
  | { kind: "dispute_settled"; who: string }
  /** The POS charges another amount than it was sent. */
  | { kind: "bill_differs"; drift: BillDrift }
  /** The POS told something by itself that contradicts nothing. */
  | { kind: "pos_told" };

export type StepKind = StepFacts["kind"];

/** A step that stands for itself; what is not said is not known. */
export function stepOf(
  step: Pick<StoryStep, "key" | "at" | "facts"> & Partial<Omit<StoryStep, "key" | "at" | "facts">>,
): StoryStep {
  return { until: null, tookMs: null, note: null, exchangeId: null, tone: "plain", parts: [], ...step };
}
