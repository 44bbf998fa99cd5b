"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Age } from "@/components/display/moment.tsx";
import { type Target, targetLabel } from "../mapping.ts";
import type { Unmapped } from "../mappings.graphql.ts";
import { IgnoreItem } from "./ignore-item.tsx";

/** One id of the queue: how often it came, what it probably means and why, and the button that settles it. */
export function UnmappedItem({ item, targets, mayEdit, accept, now }: UnmappedItemProps) {
  const say = useWords("mappings");
  const [chosen, setChosen] = useState(item.suggestions[0]?.targetId ?? "");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const suggestion = item.suggestions.find((each) => each.targetId === chosen);
  const others = targets.filter((target) => !item.suggestions.some((each) => each.targetId === target.id));

  async function save() {
    if (chosen === "") return setFailure(say(`queue.chooseFirst.${item.kind}`));
    setPending(true);
    setFailure(await accept(chosen));
    setPending(false);
  }

  return (
    <li
      id={`unmapped-${item.parId}`}
      className="grid items-center gap-x-4 gap-y-2 border-b px-3 py-2.5 last:border-b-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] target:bg-sunken"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <code className="font-mono text-base font-medium break-all">{item.parId}</code>
          <span className="text-ink-faint">
            {say(`kind.${item.kind}`)} · {item.connection.name}
            {item.parOrganizationId && item.kind === "LOCATION" && ` · ${item.parOrganizationId}`}
          </span>
        </p>
        <p className="text-xs text-ink-soft">
          {say.rich("queue.refused", {
            count: item.seenCount,
            last: () => <Age at={item.lastSeenAt} zone="UTC" now={now} words />,
            first: () => <Age at={item.firstSeenAt} zone="UTC" now={now} words />,
          })}
          {item.sampleExchange && (
            <>
              {" · "}
              <Link
                href={`/exchanges/${item.sampleExchange.id}`}
                className="text-accent underline underline-offset-2"
              >
                {say("queue.call")}
              </Link>
            </>
          )}
        </p>
      </div>
      {mayEdit && (
        <div className="min-w-0">
          <div className="flex gap-2">
            <select
              aria-label={say("means", { parId: item.parId })}
              value={chosen}
              onChange={(event) => {
                setChosen(event.target.value);
                setFailure(null);
              }}
              className="h-8 min-w-0 grow rounded-md border border-line-strong bg-surface px-2"
            >
              <option value="">{say(`choose.${item.kind}`)}</option>
              {item.suggestions.length > 0 && (
                <optgroup label={say("queue.suggested")}>
                  {item.suggestions.map((each) => (
                    <option key={each.targetId} value={each.targetId}>
                      {say("queue.score", { label: each.label, percent: Math.round(each.score * 100) })}
                    </option>
                  ))}
                </optgroup>
              )}
              {others.length > 0 && (
                <optgroup
                  label={say(item.suggestions.length > 0 ? "queue.others" : `queue.every.${item.kind}`)}
                >
                  {others.map((target) => (
                    <option key={target.id} value={target.id}>
                      {targetLabel(target)}
                    </option>
                  ))}
                </optgroup>
              )}
            </select>
            <Button
              look={chosen === "" ? "plain" : "primary"}
              data-accept
              data-row-link
              disabled={isPending}
              aria-busy={isPending}
              onClick={save}
              size="field"
            >
              {say(isPending ? "acts.saving" : "queue.accept")}
            </Button>
          </div>
          <p
            className={`mt-1 text-xs ${failure ? "text-problem" : "text-ink-faint"}`}
            role={failure ? "alert" : undefined}
          >
            {failure ?? suggestion?.reason ?? (item.suggestions.length === 0 ? say("queue.noneAlike") : "")}
          </p>
          <IgnoreItem id={item.id} parId={item.parId} />
        </div>
      )}
    </li>
  );
}

interface UnmappedItemProps {
  item: Unmapped;
  targets: readonly Target[];
  mayEdit: boolean;
  /** Maps the id; null when it worked, else the sentence to show. */
  accept: (targetId: string) => Promise<string | null>;
  /** ISO 8601. */
  now: string;
}
