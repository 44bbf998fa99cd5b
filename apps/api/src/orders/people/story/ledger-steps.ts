import {
  type Attempt,
  type AttemptResult,
  isPerson,
  type OrderEvent,
  parseActor,
  parseCause,
  parseDispute,
} from "@parley/db/orders";
import { z } from "zod";
import { readTryEnd } from "../../try-end.ts";
import type { StoryInput } from "./input.ts";
import { type StepFacts, type StepTone, type StoryStep, stepOf, type TryEnding } from "./step.ts";

/** What the ledger wrote down: the tries, and everything that changed the order without one. */
export function ledgerSteps(input: StoryInput): StoryStep[] {
  return [
    ...input.attempts.map((attempt) => tryStep(input, attempt)),
    ...input.events.flatMap(stepsOf(input)),
    ...driftSteps(input),
  ];
}

/** Told where the order was placed: the bill comes with the POS's answer that it has the order. */
function driftSteps({ drift, order }: StoryInput): StoryStep[] {
  if (drift === null || order.finalAt === null) return [];
  return [
    stepOf({ key: "bill", at: order.finalAt, tone: "problem", facts: { kind: "bill_differs", drift } }),
  ];
}

function tryStep({ results, exchanges, order, events }: StoryInput, attempt: Attempt): StoryStep {
  const { number } = attempt;
  const result = results.find((each) => each.number === number && !each.fenced);
  const call = exchanges.find(
    (each) => each.direction === "out" && each.orderId === order.id && each.attempt === number,
  );
  const end = endOf(result, order.state === "dispatching" && order.attempt === number);
  const tookMs =
    call !== undefined
      ? call.durationUs / 1000
      : result === undefined
        ? null
        : result.at.getTime() - attempt.startedAt.getTime();
  return stepOf({
    key: `try ${number}`,
    at: attempt.startedAt,
    exchangeId: call?.id ?? null,
    tookMs,
    tone: toneOf(end.end),
    facts: {
      kind: "tried",
      from: number,
      to: number,
      ...end,
      posOrderId: end.end === "placed" ? order.posOrderId : null,
      reasons: end.end === "refused" ? reasonsIn(result?.evidence, events) : [],
    },
  });
}

function endOf(
  result: AttemptResult | undefined,
  isRunning: boolean,
): { end: TryEnding; status: number | null } {
  if (result === undefined) return { end: isRunning ? "running" : "cut_off", status: null };
  if (result.outcome === "placed" || result.outcome === "refused")
    return { end: result.outcome, status: null };
  if (result.outcome === "contradiction") return { end: "contradicted", status: null };
  const end = readTryEnd(result);
  return { end: end?.kind ?? "undecided", status: end?.status ?? null };
}

function toneOf(end: TryEnding): StepTone {
  if (end === "placed") return "ok";
  return end === "running" ? "waiting" : "problem";
}

function stepsOf(input: StoryInput) {
  return (event: OrderEvent, index: number): StoryStep[] => {
    const before = input.events[index - 1];
    const facts = factsOf(input, event, before);
    const { cause, note } = readDetail(event.detail);
    const base = { key: `event ${event.id}`, at: event.at };
    const own = facts === null ? [] : [stepOf({ ...base, facts, note, tone: toneOfFacts(facts) })];
    // An attempt's own end may be what makes a person needed.
    const isAsked = event.toState === "attention" && event.fromState !== "attention";
    const isSaid = event.kind === "needs_person" || event.kind === "gave_up";
    if (!isAsked || isSaid) return own;
    const asked = stepOf({
      ...base,
      key: `event ${event.id} person`,
      tone: "problem",
      facts: { kind: "needs_person", cause: cause ?? input.order.cause },
    });
    return [...own, asked];
  };
}

function factsOf(input: StoryInput, event: OrderEvent, before: OrderEvent | undefined): StepFacts | null {
  const who = personOf(input, event);
  const { cause, attempt, posOrderId, dispute } = readDetail(event.detail);
  switch (event.kind) {
    case "received":
      return event.toState === "received" ? { kind: "held", cause } : null;
    case "refused":
      return event.fromState === null ? { kind: "refused", reasons: reasonsIn(event.detail, []) } : null;
    case "placed":
      if (who !== null)
        return { kind: "confirmed", isThere: true, who, posOrderId: posOrderId ?? input.order.posOrderId };
      // What a try found out stands with the try.
      return event.fromState === "dispatching" ? null : { kind: "found", posOrderId: input.order.posOrderId };
    case "confirmed_absent":
      return who === null ? null : { kind: "confirmed", isThere: false, who, posOrderId: null };
    case "attempt_started":
      return who === null ? null : { kind: "sent_again", who, number: attempt ?? numberAt(input, event) };
    case "late_result":
      return { kind: "told_late", number: attempt ?? 0, counts: event.toState === "placed" };
    case "looked_up":
      // After a try that was cut off nothing is asked yet: first the POS must have been quiet for a while.
      return before?.kind === "lease_expired" ? null : { kind: "looked_up", isAbsent: false };
    case "looked_up_absent":
      return { kind: "looked_up", isAbsent: true };
    case "voided":
      return { kind: "taken_back" };
    case "gave_up":
      return { kind: "gave_up", isAsked: event.toState === "attention" };
    case "needs_person":
      return { kind: "needs_person", cause };
    case "brought_forward":
      return { kind: "hurried", who: who ?? "" };
    case "disputed":
      return { kind: "disputed", dispute: dispute ?? input.order.dispute ?? "unlisted" };
    case "dispute_settled":
      return { kind: "dispute_settled", who: who ?? "" };
    // Told with the tries, or with PAR's calls.
    case "not_sent":
    case "not_placed":
    case "unknown":
    case "contradiction":
    case "lease_expired":
    case "idempotency_conflict":
    case "order_already_submitted":
      return null;
  }
}

/** The number of the try that an event began. */
function numberAt({ attempts }: StoryInput, { at }: OrderEvent): number {
  return attempts.findLast(({ startedAt }) => startedAt <= at)?.number ?? 0;
}

function toneOfFacts(facts: StepFacts): StepTone {
  switch (facts.kind) {
    case "held":
    case "looked_up":
      return "waiting";
    case "found":
      return "ok";
    case "confirmed":
      return facts.isThere ? "ok" : "plain";
    case "told_late":
      return facts.counts ? "ok" : "plain";
    case "refused":
    case "gave_up":
    case "needs_person":
    case "disputed":
      return "problem";
    default:
      return "plain";
  }
}

/** The person who did it, by name; null where nobody did. */
function personOf({ names }: StoryInput, { actor: text }: OrderEvent): string | null {
  const actor = parseActor(text);
  if (!isPerson(actor)) return null;
  return actor.kind === "operator" ? (names.get(actor.id) ?? actor.id) : "";
}

const text = z.string().nullish().catch(null);
const detailShape = z.looseObject({
  cause: text,
  dispute: text,
  note: text,
  posOrderId: text,
  attempt: z.number().nullish().catch(null),
  issues: z
    .array(z.object({ message: z.string() }))
    .nullish()
    .catch(null),
});

function readDetail(detail: unknown) {
  const read = detailShape.safeParse(detail ?? {}).data;
  return {
    cause: read?.cause == null ? null : parseCause(read.cause),
    dispute: read?.dispute == null ? null : parseDispute(read.dispute),
    note: read?.note ?? null,
    attempt: read?.attempt ?? null,
    posOrderId: read?.posOrderId ?? null,
    issues: read?.issues ?? [],
  };
}

/** What was wrong, each once: from the try's evidence, else from the event that the refusal was written with. */
function reasonsIn(evidence: unknown, events: readonly OrderEvent[]): string[] {
  const details = [evidence, events.findLast(({ toState }) => toState === "rejected")?.detail];
  for (const detail of details) {
    const found = readDetail(detail).issues;
    if (found.length > 0) return [...new Set(found.map(({ message }) => message.replace(/\.+$/, "")))];
  }
  return [];
}
