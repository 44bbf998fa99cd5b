import { Icon, type IconName } from "@/components/display/icon.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";

/** The ledger's states in the words of the page, with PAR's status beside what needs a person. */
export type OrderStateName =
  | "RECEIVED"
  | "DISPATCHING"
  | "UNKNOWN"
  | "ATTENTION"
  | "PLACED"
  | "REJECTED"
  | "ERRORED";

interface StatusLook {
  word: string;
  icon: IconName;
  tone: Tone;
  /** What PAR gets while the order is in this state. */
  meaning: string;
}

const looks: Record<OrderStateName, StatusLook> = {
  RECEIVED: {
    word: "Pending",
    icon: "pending",
    tone: "wait",
    meaning: "Accepted, waiting to be sent to the POS.",
  },
  DISPATCHING: { word: "Pending", icon: "pending", tone: "wait", meaning: "Being sent to the POS now." },
  UNKNOWN: {
    word: "Unknown",
    icon: "unknown",
    tone: "wait",
    meaning: "The POS did not say whether it has the order. PAR hears “pending”.",
  },
  ATTENTION: {
    word: "Needs a person",
    icon: "attention",
    tone: "problem",
    meaning: "Not settled by itself. PAR hears “pending”.",
  },
  PLACED: { word: "Placed", icon: "placed", tone: "ok", meaning: "The POS has the order." },
  REJECTED: {
    word: "Rejected",
    icon: "rejected",
    tone: "problem",
    meaning: "Refused for a reason told to PAR.",
  },
  ERRORED: { word: "Errored", icon: "errored", tone: "problem", meaning: "Proven not to be in the POS." },
};

/** Status as icon and word; the colour repeats what both already say. */
export function OrderStatus({ state }: { state: OrderStateName }) {
  const look = looks[state];
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-top whitespace-nowrap ${toneText[look.tone]}`}
      title={look.meaning}
    >
      <Icon name={look.icon} />
      <span className="font-medium">{look.word}</span>
    </span>
  );
}

/** The ledger's own word for a state, for the timeline: here received and dispatching must not read alike. */
export function orderStateWord(state: OrderStateName): string {
  return state.toLowerCase();
}
