import type { Cause, OrderEvent } from "@parley/db/orders";
import type { Autopsy, AutopsyInput, CauseClass } from "./finding.ts";

interface RefusalClass {
  causeClass: CauseClass;
  whoseJob: string;
  nextStep: string;
}

const MENU: RefusalClass = {
  causeClass: "menu_mismatch",
  whoseJob: "The brand's menu people: PAR shows something that the store's menu does not have.",
  nextStep:
    "Compare the store's menu here with what PAR shows, and let PAR import the menu again. The guest may order again.",
};
const SOLD_OUT: RefusalClass = {
  causeClass: "sold_out",
  whoseJob: "Nobody's: it is sold out. PAR learns it with its next menu import.",
  nextStep: "The guest may order something else.",
};
const PRICE: RefusalClass = {
  causeClass: "price_mismatch",
  whoseJob: "The brand's menu people: PAR's prices are not the store's.",
  nextStep: "Let PAR import the menu again. The guest may order again after that.",
};
const CLOSED: RefusalClass = {
  causeClass: "store_closed",
  whoseJob: "The store: its hours, order types or a pause.",
  nextStep: "Check the store's hours and whether it is paused. The guest may order for another time.",
};
const NOT_UNDERSTOOD: RefusalClass = {
  causeClass: "order_not_understood",
  whoseJob: "The integration engineers, ours and PAR's.",
  nextStep: "Send them this trace. The guest may order by phone meanwhile.",
};

const BY_CAUSE: Partial<Record<Cause, RefusalClass>> = {
  item_unavailable: SOLD_OUT,
  modifier_unavailable: SOLD_OUT,
  item_not_found: MENU,
  modifier_not_found: MENU,
  price_level_not_found: MENU,
  modifier_min: MENU,
  modifier_max: MENU,
  price_mismatch: PRICE,
  tax_mismatch: PRICE,
  payment_insufficient: {
    causeClass: "payment",
    whoseJob: "PAR's side: the payments do not cover the order.",
    nextStep: "Ask PAR what was charged. The guest's money is with PAR's payment provider, not here.",
  },
  location_closed: CLOSED,
  unsupported_order_type: CLOSED,
  invalid_schedule: CLOSED,
  invalid_field: NOT_UNDERSTOOD,
  missing_field: NOT_UNDERSTOOD,
};

const POS_REFUSED: RefusalClass = {
  causeClass: "pos_refused",
  whoseJob: "The store: its POS decided against the order.",
  nextStep: "Ask the store why its POS refuses such orders. The guest may be refunded.",
};

/** An order that was refused, by us before it was sent or by the POS: who decided, over what, and what now. */
export function refusalOf(input: AutopsyInput): Autopsy {
  const { order, store, attempts, events } = input;
  const reasons = issueMessages(events);
  const byPos = attempts.length > 0;
  const who = byPos ? `The POS of ${store.code} refused it` : `Refused before it reached ${store.code}`;
  const why = reasons.length === 0 ? (order.cause ?? "no reason was given") : reasons.slice(0, 2).join("; ");
  const more = reasons.length > 2 ? ` (and ${reasons.length - 2} more)` : "";
  // What the POS refuses late, PAR may not have asked for yet.
  const told = byPos ? "PAR is told so" : "PAR was told so";
  const known =
    (order.cause === null ? undefined : BY_CAUSE[order.cause]) ?? (byPos ? POS_REFUSED : NOT_UNDERSTOOD);
  return {
    ...known,
    sentence: `${who}: ${withoutStop(why)}${more}. The kitchen does not have it, and ${told}.`,
    tone: "problem",
  };
}

/** The messages of the issues that the refusing event recorded, each once. */
function issueMessages(events: readonly OrderEvent[]): string[] {
  const detail: unknown = events.findLast((event) => event.toState === "rejected")?.detail;
  if (typeof detail !== "object" || detail === null || !("issues" in detail) || !Array.isArray(detail.issues))
    return [];
  const messages = detail.issues.flatMap((issue: unknown) =>
    typeof issue === "object" && issue !== null && "message" in issue && typeof issue.message === "string"
      ? [withoutStop(issue.message)]
      : [],
  );
  return [...new Set(messages)];
}

function withoutStop(text: string): string {
  return text.replace(/\.+$/, "");
}
