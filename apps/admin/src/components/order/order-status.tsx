"use client";

import { useWords } from "@parley/words/react";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { lower, type SubmitStateName } from "@/components/submit/submit-row.ts";

/** The ledger's states. */
export type OrderStateName =
  | "RECEIVED"
  | "DISPATCHING"
  | "UNKNOWN"
  | "ATTENTION"
  | "PLACED"
  | "REJECTED"
  | "ERRORED";

const looks: Record<SubmitStateName, { icon: IconName; tone: Tone }> = {
  PENDING: { icon: "pending", tone: "wait" },
  UNKNOWN: { icon: "unknown", tone: "wait" },
  ATTENTION: { icon: "attention", tone: "problem" },
  PLACED: { icon: "placed", tone: "ok" },
  REJECTED: { icon: "rejected", tone: "problem" },
  ERRORED: { icon: "errored", tone: "problem" },
  REFUSED: { icon: "rejected", tone: "problem" },
};

/** Where a submit stands, as icon and word; the colour repeats what both already say. */
export function SubmitStatus({ state }: { state: SubmitStateName }) {
  const say = useWords("status");
  const { icon, tone } = looks[state];
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-top whitespace-nowrap ${toneText[tone]}`}
      title={say(`${lower(state)}.meaning`)}
    >
      <Icon name={icon} />
      <span className="font-medium">{say(`${lower(state)}.word`)}</span>
    </span>
  );
}

/** The same for an order of the ledger, whose states tell two kinds of pending apart. */
export function OrderStatus({ state }: { state: OrderStateName }) {
  const isPending = state === "RECEIVED" || state === "DISPATCHING";
  return <SubmitStatus state={isPending ? "PENDING" : state} />;
}
