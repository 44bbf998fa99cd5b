/** What a person may say about an order that the gateway cannot settle. */
export const settleActs = ["placed", "absent", "resend"] as const;
export type SettleAct = (typeof settleActs)[number];

export interface ActWords {
  /** What the store found, as the operator chooses it. */
  choice: string;
  /** What the act will cause, for PAR, the guest and the kitchen. */
  effect: string;
  /** True where the kitchen may get the order twice. */
  isRisky: boolean;
  /** True where it relies on the POS not having the order, which proves nothing while it may still arrive. */
  needsQuiet: boolean;
  /** The question of the confirm step, and the button that answers it. */
  question: string;
  button: string;
}

export interface Settleable {
  name: string;
  store: string;
  /** `A` to `D` or `X`: what the store's POS does with a reference that it has seen before. */
  adapterClass: string;
}

/**
 * @param posOrderId the number that the operator read at the POS; only `placed` has one
 * @param takenFrom the order that has this number so far, where the operator takes it over
 */
export function wordsOf(
  act: SettleAct,
  { name, store, adapterClass }: Settleable,
  posOrderId: string,
  takenFrom: string | null = null,
): ActWords {
  switch (act) {
    case "placed": {
      const effect =
        "PAR's next poll hears “placed”, and the guest keeps the order. Nothing is sent to the kitchen.";
      const question = `Tell PAR that ${name} is placed at ${store} as ${posOrderId}`;
      const isTakenOver = takenFrom !== null;
      return {
        choice: "The ticket is there",
        effect: isTakenOver
          ? `${effect} ${takenFrom} loses this number and is disputed: PAR keeps “placed” of it, so it needs a person next.`
          : effect,
        isRisky: false,
        needsQuiet: false,
        question: isTakenOver ? `${question}, a number that ${takenFrom} has until now?` : `${question}?`,
        button: isTakenOver ? "Yes, take the number over" : "Yes, it is placed",
      };
    }
    case "absent":
      return {
        choice: "There is no ticket",
        effect:
          "PAR's next poll hears “errored”: the guest may be refunded and may order again. Nothing is sent to the kitchen.",
        isRisky: false,
        needsQuiet: true,
        question: `Tell PAR that ${store} does not have ${name}?`,
        button: "Yes, it is not there",
      };
    case "resend":
      return {
        choice: "Send it to the kitchen again",
        ...resendEffect(adapterClass),
        question: `Send ${name} to the POS of ${store} once more?`,
        button: "Yes, send it again",
      };
  }
}

function resendEffect(adapterClass: string): Pick<ActWords, "effect" | "isRisky" | "needsQuiet"> {
  const par = "PAR goes on hearing “pending” until the POS has answered.";
  if (adapterClass === "A" || adapterClass === "B") {
    return {
      effect: `This POS knows the order's reference again, so the kitchen gets it once. ${par}`,
      isRisky: false,
      needsQuiet: false,
    };
  }
  return {
    effect: `This POS makes another order of it: where the first one did arrive, the kitchen cooks twice. Only when the store is certain that it has none. ${par}`,
    isRisky: true,
    needsQuiet: true,
  };
}

/**
 * The result for the order of an act that took effect.
 * @param takenFrom the order whose number it took over, where it did
 */
export function resultWords(
  order: { state: string; posOrderId: string | null },
  takenFrom: string | null = null,
): string {
  switch (order.state) {
    case "PLACED": {
      const other = takenFrom === null ? "" : ` ${takenFrom} is disputed now: look after it too.`;
      return `Done: placed as ${order.posOrderId}. PAR hears it at its next poll.${other}`;
    }
    case "ERRORED":
      return "Done: errored. PAR hears it at its next poll; the guest may be refunded and may order again.";
    case "REJECTED":
      return "Sent, and the POS refused it. PAR hears it at its next poll.";
    case "ATTENTION":
      return "Sent, and the POS did not say whether it has it. It still needs a person.";
    default:
      return "Sent. The POS has not settled it yet; this page follows it.";
  }
}
