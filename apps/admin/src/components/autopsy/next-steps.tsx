import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/controls/button.tsx";
import { words } from "@/words/server.tsx";
import type { AutopsyParts, NextStep } from "./autopsy.graphql.ts";
import { stepAddress } from "./step-address.ts";

/**
 * Below the sentence: what to tell the guest, what to do in words, whose job it is, and what can be done here.
 * @param children the buttons of acts that are done right here, in place of a link to them
 */
export async function NextSteps({ autopsy, children, doneHere = [] }: NextStepsProps) {
  const say = await words("exchanges");
  const steps = autopsy.steps.filter((step) => !isDoneHere(step, doneHere));
  // What only reads is not what comes first.
  const isLed = doneHere.some((act) => act !== "recheck");
  return (
    <>
      {autopsy.nextStep && (
        <p className="mt-1 text-base text-ink">
          <span className="font-medium">{say("next")} </span>
          {autopsy.nextStep}
        </p>
      )}
      {autopsy.tone !== "OK" && (
        <p className="mt-0.5">
          <span className="font-medium">{say("whoseJob")} </span>
          {autopsy.whoseJob}
        </p>
      )}
      {autopsy.tellGuest && autopsy.tone !== "OK" && (
        <p className="mt-0.5">
          <span className="font-medium">{say("tellGuest")} </span>“{autopsy.tellGuest}”
        </p>
      )}
      {autopsy.money && (
        <p className="mt-0.5">
          <span className="font-medium">{say("money")} </span>
          {autopsy.money}
        </p>
      )}
      {children}
      {steps.length > 0 && (
        <ul className="mt-2 flex flex-wrap items-center gap-2">
          {steps.map((step, at) => (
            <li key={step.label}>
              <Step step={step} isFirst={at === 0 && !isLed} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface NextStepsProps {
  autopsy: AutopsyParts;
  children?: ReactNode;
  /** The acts of `children`, and those right below. */
  doneHere?: readonly ActName[];
}

type ActName = Extract<NextStep, { __typename: "NextStepAct" }>["act"];

/** Who may not take a step has no button of it: then the step says who may. */
function isDoneHere(step: NextStep, doneHere: readonly ActName[]): boolean {
  return step.__typename === "NextStepAct" && step.mayYou && doneHere.includes(step.act);
}

/** A link or a button; for those who may not take it, who may. */
function Step({ step, isFirst }: { step: NextStep; isFirst: boolean }) {
  if (!step.mayYou)
    return (
      <span className="text-ink-faint">
        {step.label}: {step.whoMay}
      </span>
    );
  const look = buttonClass(isFirst ? "primary" : "plain");
  return step.__typename === "NextStepLink" ? (
    <Link href={stepAddress(step)} className={look}>
      {step.label}
    </Link>
  ) : (
    <a href={stepAddress(step)} className={look}>
      {step.label}
    </a>
  );
}
