import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { orderStateWord } from "@/components/order/order-status.tsx";
import { indentJson } from "@/format/json.ts";
import type { Trace } from "../trace.graphql.ts";

/** The ledger's own record of the order, in order of time. */
export function EventList({ events, zone }: { events: Trace["events"]; zone: string }) {
  return (
    <Panel title="Timeline" aside="the ledger's events, never changed afterwards">
      <ol className="px-3 py-2">
        {events.map((event) => (
          <li key={event.id} className="relative flex gap-3 pb-2.5 last:pb-0">
            <span className="relative mt-1.5 flex w-2 shrink-0 justify-center" aria-hidden="true">
              <span className="size-2 rounded-full bg-line-strong" />
              <span className="absolute top-2.5 -bottom-4 w-px bg-line" />
            </span>
            <div className="grid min-w-0 grow gap-x-4 sm:grid-cols-[7.5rem_1fr]">
              <span className="text-xs leading-5 text-ink-faint">
                <Moment at={event.at} zone={zone} precision="millisecond" withDate={false} />
              </span>
              <div className="min-w-0">
                <p>
                  <span className="font-medium">{words(event.kind)}</span>
                  {event.toState !== null && event.fromState !== event.toState && (
                    <span className="text-ink-soft">
                      {event.fromState && ` · ${orderStateWord(event.fromState)}`}
                      {" → "}
                      {orderStateWord(event.toState)}
                    </span>
                  )}
                  <span className="text-ink-faint"> · {event.actor}</span>
                </p>
                {hasDetail(event.detail) && (
                  <details>
                    <summary className="inline-block text-xs text-ink-faint underline decoration-line-strong underline-offset-2 hover:text-ink">
                      Detail
                    </summary>
                    <pre className="mt-1 rounded-md border bg-canvas p-2 font-mono text-xs break-all whitespace-pre-wrap">
                      {indentJson(event.detail)}
                    </pre>
                  </details>
                )}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function words(kind: string): string {
  const text = kind.replaceAll(/[_.]/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hasDetail(detail: string | null): detail is string {
  return detail !== null && detail !== "" && detail !== "{}" && detail !== "null";
}
