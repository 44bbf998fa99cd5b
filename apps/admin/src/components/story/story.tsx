import Link from "next/link";
import { Icon } from "@/components/display/icon.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import type { StoryOrder } from "./story.graphql.ts";
import { type TraceView, tracePath } from "./trace-view.ts";

type Step = StoryOrder["story"][number];
type Part = Step["parts"][number];

const tones: Record<Step["tone"], Tone> = { PLAIN: "quiet", OK: "ok", WAITING: "wait", PROBLEM: "problem" };

/**
 * What happened, step by step on the store's clock; what repeats is one step that opens. Without a `view`, as on
 * pages that are not the order's own, it is told from the start and cannot be turned round.
 */
export async function Story({ order, view }: { order: StoryOrder; view?: TraceView }) {
  const say = await words("story");
  const steps = view?.order === "newest" ? [...order.story].reverse() : order.story;
  const tabs =
    view &&
    (["oldest", "newest"] as const).map((each) => ({
      word: say(`page.${each}`),
      href: tracePath(order.id, { ...view, order: each }),
      isHere: each === view.order,
    }));
  return (
    <Panel title={say("page.title")} aside={tabs && <TabLinks label={say("page.order")} tabs={tabs} />}>
      {steps.length === 0 ? (
        <EmptyState title={say("page.empty")} />
      ) : (
        <ol className="py-1">
          {steps.map((step) => (
            <StepRow key={step.key} step={step} order={order} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

async function StepRow({ step, order }: { step: Step; order: StoryOrder }) {
  const say = await words("story");
  const zone = order.location.timezone;
  return (
    <li className="relative grid grid-cols-[auto_1fr] gap-x-3 px-3 py-1 sm:grid-cols-[6.5rem_auto_1fr]">
      <span className="text-xs leading-5 text-ink-faint max-sm:col-start-2">
        <Moment at={step.at} zone={zone} withDate={false} />
        {step.until !== null && (
          <>
            –<wbr />
            <Moment at={step.until} zone={zone} withDate={false} />
          </>
        )}
      </span>
      <span
        className={`mt-1.5 size-2 rounded-full bg-current max-sm:col-start-1 max-sm:row-start-1 ${toneText[tones[step.tone]]}`}
        aria-hidden="true"
      />
      <div className="min-w-0 max-sm:col-start-2">
        {step.parts.length === 0 ? (
          <StepLine step={step} orderId={order.id} />
        ) : (
          <details className="group">
            <summary className="flex gap-1 -outline-offset-2 hover:bg-sunken">
              <span className="mt-0.5 text-ink-faint transition-transform group-open:rotate-90">
                <Icon name="right" size={12} />
              </span>
              <span>{step.sentence}</span>
            </summary>
            <ol className="mt-0.5 mb-1 border-l pl-3">
              {step.parts.map((part) => (
                <li key={part.key} className="flex flex-wrap gap-x-3 text-ink-soft">
                  <span className="text-xs leading-5 text-ink-faint">
                    <Moment at={part.at} zone={zone} precision="millisecond" withDate={false} />
                  </span>
                  <StepLine step={part} orderId={order.id} />
                </li>
              ))}
            </ol>
          </details>
        )}
        {step.note !== null && (
          <p className="text-ink-soft italic wrap-anywhere">{say("page.noteSaid", { note: step.note })}</p>
        )}
      </div>
    </li>
  );
}

async function StepLine({ step, orderId }: { step: Part; orderId: string }) {
  const say = await words("story");
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="wrap-anywhere">{step.sentence}</span>
      {step.tookMs !== null && <span className="text-xs text-ink-faint">{formatDuration(step.tookMs)}</span>}
      {step.exchangeId !== null && (
        <Link
          href={tracePath(orderId, { view: "engineer", order: "oldest" }, step.exchangeId)}
          title={say("page.callOf")}
          className="text-xs text-ink-faint underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {say("page.call")}
        </Link>
      )}
    </p>
  );
}
