import type { Words } from "@parley/words";

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
  say: Words<"settle">,
  act: SettleAct,
  { name, store, adapterClass }: Settleable,
  posOrderId: string,
  takenFrom: string | null = null,
): ActWords {
  const about = { name, store, number: posOrderId };
  switch (act) {
    case "placed": {
      const taken = takenFrom === null ? null : { ...about, other: takenFrom };
      return {
        choice: say("act.placed.choice"),
        effect: taken === null ? say("act.placed.effect") : say("act.taken.effect", { other: taken.other }),
        isRisky: false,
        needsQuiet: false,
        question: taken === null ? say("act.placed.question", about) : say("act.taken.question", taken),
        button: say(taken === null ? "act.placed.button" : "act.taken.button"),
      };
    }
    case "absent":
      return {
        choice: say("act.absent.choice"),
        effect: say("act.absent.effect"),
        isRisky: false,
        needsQuiet: true,
        question: say("act.absent.question", { name, store }),
        button: say("act.absent.button"),
      };
    case "resend": {
      const isOnce = adapterClass === "A" || adapterClass === "B";
      return {
        choice: say("act.resend.choice"),
        effect: say(isOnce ? "act.resend.once" : "act.resend.twice"),
        isRisky: !isOnce,
        needsQuiet: !isOnce,
        question: say("act.resend.question", { name, store }),
        button: say("act.resend.button"),
      };
    }
  }
}

/**
 * The result for the order of an act that took effect.
 * @param takenFrom the order whose number it took over, where it did
 */
export function resultWords(
  say: Words<"settle">,
  { state, posOrderId }: { state: string; posOrderId: string | null },
  takenFrom: string | null = null,
): string {
  switch (state) {
    case "PLACED": {
      const number = posOrderId ?? "";
      return takenFrom === null
        ? say("result.placed", { number })
        : say("result.takenOver", { number, other: takenFrom });
    }
    case "ERRORED":
      return say("result.errored");
    case "REJECTED":
      return say("result.rejected");
    case "ATTENTION":
      return say("result.attention");
    default:
      return say("result.open");
  }
}
