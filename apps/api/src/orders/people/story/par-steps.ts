import type { Exchange } from "@parley/db/exchanges";
import type { Order, OrderEvent } from "@parley/db/orders";
import type { StoryInput } from "./input.ts";
import { type Heard, type StepTone, type StoryStep, stepOf } from "./step.ts";

/** What PAR did about the order and what it heard, as its calls were recorded, and what the POS told by itself. */
export function parSteps(input: StoryInput): StoryStep[] {
  const { exchanges, events, order } = input;
  const first = findSubmit(input);
  const calls = exchanges.filter(({ direction, orderId }) => direction === "in" && isOurs(orderId, order.id));
  return [
    ...submitSteps(input, first),
    ...calls.flatMap((call) => (call === first ? [] : stepOfCall(input, call))),
    ...unrecordedConflicts(events, calls),
  ];
}

/** The call that made the order; null where it is not recorded (yet). */
export function findSubmit({ exchanges, order }: Pick<StoryInput, "exchanges" | "order">): Exchange | null {
  const made = exchanges.find(
    (call) =>
      call.operation === "submit_order" &&
      call.orderId === order.id &&
      call.requestUid === order.requestUid &&
      !call.replayed &&
      conflictOf(call.code) === null,
  );
  return made ?? null;
}

/** The last validate of the same online order before its submit. */
export function findValidate(input: Pick<StoryInput, "exchanges" | "order">): Exchange | null {
  const before = findSubmit(input)?.at ?? input.order.receivedAt;
  const asked = input.exchanges.findLast(
    ({ operation, orderId, at }) =>
      operation === "validate_order" && isOurs(orderId, input.order.id) && at <= before,
  );
  return asked ?? null;
}

function isOurs(orderId: string | null, own: string): boolean {
  return orderId === null || orderId === own;
}

function submitSteps(input: StoryInput, first: Exchange | null): StoryStep[] {
  const { order, changes } = input;
  // The ledger's clock is another one than that of the process which took the call.
  const at = first === null || first.at > order.receivedAt ? order.receivedAt : first.at;
  const exchangeId = first?.id ?? null;
  const { grandTotalCents: cents, itemCount } = order;
  const submitted = stepOf({
    key: "submitted",
    at,
    exchangeId,
    facts: { kind: "submitted", cents, itemCount },
  });
  const changed = stepOf({
    key: "changed",
    at,
    exchangeId: findValidate(input)?.id ?? null,
    facts: { kind: "changed", changes },
  });
  const steps = changes.length === 0 ? [submitted] : [submitted, changed];
  if (first === null) return steps;
  const tookMs = first.durationUs / 1000;
  const heard = heardIn(input, first);
  const sentAt = new Date(first.at.getTime() + tookMs);
  const { finalAt } = order;
  // What PAR was told was written down first, by the ledger's clock.
  const isAfter = heard !== "pending" && finalAt !== null && finalAt > sentAt;
  const answered = stepOf({
    key: "answered",
    at: isAfter ? finalAt : sentAt,
    exchangeId,
    tookMs,
    tone: toneOf(heard),
    facts: { kind: "answered", heard },
  });
  return [...steps, answered];
}

function stepOfCall(input: StoryInput, call: Exchange): StoryStep[] {
  const heard = heardIn(input, call);
  const base = { key: call.id, at: call.at, exchangeId: call.id };
  const { code } = call;
  switch (call.operation) {
    case "validate_order": {
      const tone = heard === "validated" ? "plain" : toneOf(heard);
      return [stepOf({ ...base, tone, facts: { kind: "validated", heard, code } })];
    }
    case "submit_order": {
      if (call.orderId === null)
        return [stepOf({ ...base, tone: "problem", facts: { kind: "submit_refused", code } })];
      const over = conflictOf(code);
      if (over !== null) return [stepOf({ ...base, tone: "problem", facts: { kind: "conflicted", over } })];
      return [stepOf({ ...base, facts: { kind: "submitted_again", heard } })];
    }
    case "get_order":
      return [stepOf({ ...base, facts: { kind: "asked", heard } })];
    case "pos_event":
      // What contradicts the order is in the ledger, with what it led to.
      return call.reason === "order_noted" ? [stepOf({ ...base, facts: { kind: "pos_told" } })] : [];
    default:
      return [];
  }
}

/** Conflicts of which the ledger knows, where the call itself was not kept. */
function unrecordedConflicts(events: readonly OrderEvent[], calls: readonly Exchange[]): StoryStep[] {
  const recorded = new Set(calls.map(({ id }) => id));
  return events.flatMap((event) => {
    const over = conflictOf(event.kind);
    if (over === null || recorded.has(exchangeIdIn(event.detail))) return [];
    return [
      stepOf({
        key: `event ${event.id}`,
        at: event.at,
        tone: "problem",
        facts: { kind: "conflicted", over },
      }),
    ];
  });
}

function exchangeIdIn(detail: unknown): string {
  const isNamed = typeof detail === "object" && detail !== null && "exchangeId" in detail;
  return isNamed && typeof detail.exchangeId === "string" ? detail.exchangeId : "";
}

function conflictOf(code: string | null): "request_uid" | "online_order_id" | null {
  if (code === "idempotency_conflict") return "request_uid";
  return code === "order_already_submitted" ? "online_order_id" : null;
}

const HEARD: readonly Heard[] = ["validated", "placed", "pending", "errored", "rejected"];

function heardIn({ told, order }: StoryInput, call: Exchange): Heard {
  const word = told.get(call.id)?.toLowerCase();
  const heard = HEARD.find((one) => one === word);
  if (heard !== undefined) return heard;
  if (call.status === 202) return "pending";
  // Its answer is not kept any more, by its age or with its guest: the call's line says what became of it.
  if (word !== undefined || call.outcome !== "accepted") return "refused";
  if (call.operation === "submit_order") return "placed";
  if (call.operation === "get_order") return polledAt(order, call);
  return call.operation === "validate_order" ? "validated" : "refused";
}

function toneOf(heard: Heard): StepTone {
  if (heard === "placed") return "ok";
  return heard === "pending" || heard === "validated" ? "waiting" : "problem";
}

/** What a poll of that moment was answered by the order as it is; another order's is not known here. */
function polledAt(order: Order, { orderId, at }: Exchange): Heard {
  const { state, finalAt } = order;
  if (orderId !== order.id || finalAt === null || finalAt > at) return "pending";
  return state === "placed" || state === "rejected" || state === "errored" ? state : "pending";
}
