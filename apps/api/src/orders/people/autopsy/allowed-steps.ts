import type { NextStep, StepAct } from "../../../explain/next-step.ts";
import type { OrderActName, PossibleAct } from "../possible-acts.ts";

/** What a step does about the order itself; the other acts are possible however the order stands. */
const ORDER_ACTS: Partial<Record<StepAct, readonly OrderActName[]>> = {
  settle: ["confirm_placed", "confirm_absent"],
  tryNow: ["try_now"],
  resend: ["resend"],
  settleDispute: ["settle_dispute"],
  recheck: ["recheck"],
};

/** The steps without those that the order does not allow at this moment: nobody is sent to a button that is off. */
export function allowedSteps(steps: readonly NextStep[], acts: readonly PossibleAct[]): NextStep[] {
  return steps.filter((step) => {
    const names = step.kind === "act" ? ORDER_ACTS[step.act] : undefined;
    return names === undefined || acts.some(({ name, blocked }) => blocked === null && names.includes(name));
  });
}
