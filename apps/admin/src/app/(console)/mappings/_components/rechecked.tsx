"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { useQuery } from "@/graphql/use-ask.ts";
import { recheckQueuedQuery } from "../mappings.graphql.ts";

/** What would become of the orders that were refused for ids which have just been mapped; nothing where none was. */
export function Rechecked({ ids }: { ids: readonly string[] }) {
  const say = useWords("mappings");
  const { data, fetching } = useQuery(recheckQueuedQuery, { ids: [...ids] });
  if (fetching) {
    return (
      <p role="status" className="text-xs text-ink-soft">
        {say("queue.recheck.reading")}
      </p>
    );
  }
  const calls = data?.recheckQueued ?? [];
  if (calls.length === 0) return null;
  const now = new Date().toISOString();
  return (
    <Panel title={say("queue.recheck.title")} aside={say("queue.recheck.note")}>
      <ul aria-label={say("queue.recheck.title")}>
        {calls.map(({ at, operation, order, exchange, recheck }) => (
          <li
            key={order}
            className="flex flex-wrap items-baseline gap-x-3 border-b px-3 py-2 last:border-b-0"
          >
            <code className="font-mono text-xs break-all">
              {exchange === null ? (
                order
              ) : (
                <Link href={`/exchanges/${exchange.id}`} className="text-accent underline underline-offset-2">
                  {order}
                </Link>
              )}
            </code>
            <span className="text-xs text-ink-faint">
              {operation === "SUBMIT_ORDER" || operation === "VALIDATE_ORDER"
                ? say(`queue.recheck.operation.${operation}`)
                : operation}{" "}
              · <Age at={at} zone="UTC" now={now} words />
            </span>
            <Verdict recheck={recheck} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Where no reason is given, it is not known whether it would be refused: the sentence says why. */
function Verdict({ recheck }: { recheck: Call["recheck"] }) {
  const say = useWords("mappings");
  const [issue] = recheck.issues;
  if (recheck.wouldBePlaced) return <span className="text-ok">{say("queue.recheck.accepted")}</span>;
  if (issue === undefined) return <span className="text-ink-soft">{recheck.sentence}</span>;
  return <span className="text-problem">{say("queue.recheck.refused", { reason: issue.message })}</span>;
}

type Call = ResultOf<typeof recheckQueuedQuery>["recheckQueued"][number];
