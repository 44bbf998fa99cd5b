import type { Exchange } from "@parley/db/exchanges";
import type { AttemptResult, OrderTrace } from "@parley/db/orders";
import { z } from "zod";

/** One thing that happened to an order. */
export interface Step {
  at: Date;
  type: "exchange" | "event" | "attempt" | "result";
  /** For people, one line. */
  summary: string;
  /** Details for scripts. */
  [field: string]: unknown;
}

/** The order of steps at one instant: received from PAR, taken, sent, resulted, changed. */
const RANK = { in: 0, received: 1, attempt: 2, out: 3, result: 4, changed: 5 } as const;

/** Events, attempts, their results and exchanges of an order, in order of time. */
export function timelineOf({ events, attempts, results, exchanges }: OrderTrace): Step[] {
  const ranked: { rank: number; step: Step }[] = [
    ...exchanges.map((exchange) => ({ rank: RANK[exchange.direction], step: exchangeStep(exchange) })),
    ...events.map(({ at, kind, fromState, toState, actor, detail }) => ({
      rank: fromState === null ? RANK.received : RANK.changed,
      step: {
        at,
        type: "event" as const,
        summary: `${kind}${toState === null || toState === fromState ? "" : `: ${fromState ?? "new"} to ${toState}`}, by ${actor}`,
        kind,
        from_state: fromState,
        to_state: toState,
        actor,
        detail,
      },
    })),
    ...attempts.map(({ number, startedAt, reference, worker }) => ({
      rank: RANK.attempt,
      step: {
        at: startedAt,
        type: "attempt" as const,
        summary: `try ${number} began, reference ${reference}`,
        number,
        reference,
        worker,
      },
    })),
    ...results.map((result) => ({ rank: RANK.result, step: resultStep(result) })),
  ];
  return ranked
    .sort((a, b) => a.step.at.getTime() - b.step.at.getTime() || a.rank - b.rank)
    .map(({ step }) => step);
}

function exchangeStep(exchange: Exchange): Step {
  const { direction, method, path, status, code, reason, durationUs, operation, replayed } = exchange;
  const who = direction === "in" ? "PAR asked" : "we asked the POS";
  const notes = [code, reason, replayed ? "replayed" : null].filter((note) => note !== null);
  const milliseconds = (durationUs / 1000).toFixed(durationUs < 10_000 ? 1 : 0);
  return {
    at: exchange.at,
    type: "exchange",
    summary: `${who}: ${method} ${path} = ${status ?? "no answer"} in ${milliseconds} ms${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`,
    id: exchange.id,
    direction,
    operation,
    method,
    path,
    status,
    code,
    reason,
    replayed,
    duration_us: durationUs,
    attempt: exchange.attempt,
    request_uid: exchange.requestUid,
  };
}

const evidenceShape = z.object({
  reason: z.string().optional(),
  issues: z.array(z.object({ message: z.string() })).optional(),
});

function resultStep({ at, number, outcome, evidence, fenced }: AttemptResult): Step {
  const known = evidenceShape.safeParse(evidence).data;
  const why = known?.reason ?? known?.issues?.map((issue) => issue.message).join("; ") ?? "";
  const late = fenced ? ", too late to count" : "";
  return {
    at,
    type: "result",
    summary: `try ${number} ended: ${outcome}${why === "" ? "" : ` (${why})`}${late}`,
    number,
    outcome,
    evidence,
    fenced,
  };
}
