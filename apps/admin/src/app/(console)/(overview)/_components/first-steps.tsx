import Link from "next/link";
import { Icon } from "@/components/display/icon.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { words } from "@/words/server.tsx";
import type { overviewQuery } from "../overview.graphql.ts";

type Step = ResultOf<typeof overviewQuery>["overview"]["firstSteps"][number];

/** The way to the first order, shown until there is one. */
export async function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const say = await words("overview");
  const next = steps.find((step) => !step.done);
  const doneCount = steps.filter((step) => step.done).length;
  return (
    <Panel title={say("steps.title")} aside={say("steps.done", { done: doneCount, count: steps.length })}>
      <ol>
        {steps.map((step, at) => (
          <li key={step.key} className="row-link flex items-center gap-3 border-b px-3 py-2 last:border-b-0">
            <span
              className={`flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-medium ${
                step.done ? "bg-ok-soft text-ok" : "bg-sunken text-ink-soft"
              }`}
            >
              {step.done ? <Icon name="check" size={14} /> : at + 1}
            </span>
            <Link
              href={step.href}
              data-row-link
              className={step.done ? "text-ink-faint" : step === next ? "font-medium" : "text-ink-soft"}
            >
              {step.label}
              {step.done && <span className="sr-only"> {say("steps.isDone")}</span>}
            </Link>
            {step === next && (
              <span className="ml-auto flex items-center gap-1 font-medium text-accent">
                {say("steps.next")} <Icon name="right" />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
