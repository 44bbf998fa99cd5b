import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { indentJson } from "@/format/json.ts";
import { words } from "@/words/server.tsx";
import type { EngineerTrace } from "../engineer.graphql.ts";
import { eventName } from "../event-name.ts";

/** The ledger's own record of the order, in order of time. */
export async function EventList({ events, zone }: { events: EngineerTrace["events"]; zone: string }) {
  const say = await words("order");
  return (
    <Panel title={say("events.title")} aside={say("events.aside")}>
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
                  <span className="font-medium">{eventName(event.kind, say)}</span>
                  {event.toState !== null && event.fromState !== event.toState && (
                    <span className="font-mono text-xs text-ink-soft">
                      {event.fromState && ` · ${event.fromState.toLowerCase()}`}
                      {" → "}
                      {event.toState.toLowerCase()}
                    </span>
                  )}
                  <span className="font-mono text-xs text-ink-faint"> · {event.actor}</span>
                </p>
                {hasDetail(event.detail) && (
                  <details>
                    <summary className="inline-block text-xs text-ink-faint underline decoration-line-strong underline-offset-2 hover:text-ink">
                      {say("events.detail")}
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

function hasDetail(detail: string | null): detail is string {
  return detail !== null && detail !== "" && detail !== "{}" && detail !== "null";
}
