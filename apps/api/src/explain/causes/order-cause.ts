import {
  type Cause,
  causes,
  disputes,
  isOneOf,
  type OrderCondition,
  type OrderMatch,
  orderStates,
  refusalCauses,
  type StoredDispute,
} from "@parley/db/orders";
import type { CauseClass } from "./cause-class.ts";
import { REFUSALS } from "./refusal-class.ts";

const DISPUTES: Readonly<Record<StoredDispute, CauseClass>> = {
  pos_cancelled: "pos_took_back",
  pos_refused: "pos_took_back",
  pos_has_it: "pos_has_it",
  pos_order_of_another: "crossed_orders",
  unlisted: "contradicted",
};

type OpenCause = Exclude<Cause, keyof typeof REFUSALS> | "pos_unavailable";

/**
 * What keeps an order from its POS, or kept it. `sure`: the kitchen provably does not have it. `doubt`: a try may have
 * reached it; then what ended in doubt counts for more than a later try that provably did not arrive.
 */
const OPEN: Readonly<Record<OpenCause, { sure: CauseClass; doubt: CauseClass }>> = {
  deadline: both("pos_silent"),
  aborted: both("pos_silent"),
  connection_lost: both("pos_silent"),
  connection_refused: { sure: "pos_unreachable", doubt: "pos_silent" },
  connect_timeout: { sure: "pos_unreachable", doubt: "pos_silent" },
  name_not_found: { sure: "pos_unreachable", doubt: "pos_silent" },
  call_failed: { sure: "pos_unreachable", doubt: "pos_silent" },
  not_sent: { sure: "pos_unreachable", doubt: "pos_silent" },
  pos_unavailable: { sure: "pos_unreachable", doubt: "pos_silent" },
  answer_encoded: both("pos_fault"),
  answer_too_large: both("pos_fault"),
  answer_head_too_large: both("pos_fault"),
  answer_not_understood: both("pos_fault"),
  refusal_not_understood: both("pos_fault"),
  other_reference: both("pos_fault"),
  duplicate_but_absent: both("pos_fault"),
  not_placed: both("pos_fault"),
  pos_unclear: both("pos_fault"),
  in_progress: both("pos_silent"),
  pos_kind_unknown: both("store_setup"),
  pos_settings_invalid: both("store_setup"),
  pos_key_invalid: both("store_setup"),
  adapter_url_forbidden: both("store_setup"),
  store_gone: both("store_setup"),
  adapter_threw: both("our_fault"),
  payload_unreadable: both("our_fault"),
  crossed_ack: both("crossed_orders"),
  pos_busy: both("on_its_way"),
  pos_failing: both("store_in_doubt"),
  never_tried: both("store_in_doubt"),
  worker_lost: both("gateway_restarted"),
  // What a lost worker's order waits with until its POS may be asked.
  in_doubt: both("gateway_restarted"),
  gave_up: both("pos_silent"),
  // The POS never said whether it has the order, so we, or a person there, took it back or found it absent.
  voided: both("pos_silent"),
  confirmed_absent: both("pos_silent"),
};

/**
 * The class of an order by its row alone: for lists, filters and groups, and for its page, so that an order's cause has
 * one name wherever it is read. That it alone fails (`order_fails_alone`) is said by its page's sentence, and an issue.
 */
export function causeClassOf({ state, cause, dispute, ambiguous }: OrderCondition): CauseClass {
  if (dispute !== null) return DISPUTES[dispute];
  switch (state) {
    case "placed":
      return "placed";
    case "rejected":
      if (cause === null) return "order_not_understood";
      return isOneOf(refusalCauses, cause) ? REFUSALS[cause] : "pos_refused";
    default:
  }
  if (cause !== null && isOpen(cause)) return OPEN[cause][ambiguous ? "doubt" : "sure"];
  if (ambiguous || state === "unknown") return "pos_silent";
  return state === "received" || state === "dispatching" ? "on_its_way" : "pos_unreachable";
}

/**
 * The cause of an order that ends without being placed: the one by which it stood open, so that it is called after its
 * end what it was called before; `end` where that would make it another class, or nothing is known.
 */
export function causeAtEnd(open: Omit<OrderCondition, "dispute">, end: Cause | null): Cause | null {
  const stands = causeClassOf({ ...open, dispute: null });
  const kept = causeClassOf({ ...open, state: "errored", ambiguous: false, dispute: null });
  return open.cause !== null && stands === kept && kept !== "on_its_way" ? open.cause : end;
}

/** The sets of conditions that are of any of these classes: `causeClassOf`, the other way round. */
export function orderMatchesOf(classes: readonly CauseClass[]): OrderMatch[] {
  const fits = (condition: OrderCondition) => classes.includes(causeClassOf(condition));
  const disputed = [...disputes, "unlisted" as const]
    .filter((dispute) => fits({ state: "placed", cause: null, ambiguous: false, dispute }))
    .map((dispute): OrderMatch => ({ dispute }));
  const others = orderStates.flatMap((state) =>
    [false, true].flatMap((ambiguous): OrderMatch[] => {
      const fitting = EVERY_CAUSE.filter((cause) => fits({ state, cause, ambiguous, dispute: null }));
      const isAll = fitting.length === EVERY_CAUSE.length;
      if (fitting.length === 0) return [];
      return [{ dispute: null, state, ambiguous, ...(isAll ? {} : { causes: fitting }) }];
    }),
  );
  return [...disputed, ...others];
}

const EVERY_CAUSE: readonly (Cause | null)[] = [null, ...causes];

function isOpen(cause: Cause): cause is OpenCause {
  return Object.hasOwn(OPEN, cause);
}

function both(causeClass: CauseClass): { sure: CauseClass; doubt: CauseClass } {
  return { sure: causeClass, doubt: causeClass };
}
