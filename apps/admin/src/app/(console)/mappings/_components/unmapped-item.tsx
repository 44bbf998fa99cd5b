"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Age } from "@/components/display/moment.tsx";
import { kindNames, type Target, targetLabel } from "../mapping.ts";
import type { Unmapped } from "../mappings.graphql.ts";

/** One id of the queue: how often it came, what it probably means and why, and the button that settles it. */
export function UnmappedItem({ item, targets, mayEdit, accept, now }: UnmappedItemProps) {
  const [chosen, setChosen] = useState(item.suggestions[0]?.targetId ?? "");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const suggestion = item.suggestions.find((each) => each.targetId === chosen);
  const others = targets.filter((target) => !item.suggestions.some((each) => each.targetId === target.id));
  const { kind, target: what } = kindNames[item.kind];

  async function save() {
    if (chosen === "") return setFailure(`Choose a ${what} first.`);
    setPending(true);
    setFailure(await accept(chosen));
    setPending(false);
  }

  return (
    <li className="grid items-center gap-x-4 gap-y-2 border-b px-3 py-2.5 last:border-b-0 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <code className="font-mono text-base font-medium break-all">{item.parId}</code>
          <span className="text-ink-faint">
            {kind} · {item.connection.name}
            {item.parOrganizationId && what === "store" && ` · ${item.parOrganizationId}`}
          </span>
        </p>
        <p className="text-xs text-ink-soft">
          Refused {item.seenCount === 1 ? "once" : `${item.seenCount} times`}, last{" "}
          <Age at={item.lastSeenAt} zone="UTC" now={now} words />, first{" "}
          <Age at={item.firstSeenAt} zone="UTC" now={now} words />
          {item.sampleExchange && (
            <>
              {" · "}
              <Link
                href={`/exchanges/${item.sampleExchange.id}`}
                className="text-accent underline underline-offset-2"
              >
                see a call
              </Link>
            </>
          )}
        </p>
      </div>
      {mayEdit && (
        <div className="min-w-0">
          <div className="flex gap-2">
            <select
              aria-label={`What ${item.parId} means`}
              value={chosen}
              onChange={(event) => {
                setChosen(event.target.value);
                setFailure(null);
              }}
              className="h-8 min-w-0 grow rounded-md border border-line-strong bg-surface px-2"
            >
              <option value="">Choose a {what}…</option>
              {item.suggestions.length > 0 && (
                <optgroup label="Suggested">
                  {item.suggestions.map((each) => (
                    <option key={each.targetId} value={each.targetId}>
                      {each.label} ({Math.round(each.score * 100)} %)
                    </option>
                  ))}
                </optgroup>
              )}
              {others.length > 0 && (
                <optgroup label={item.suggestions.length > 0 ? "All others" : `Every ${what}`}>
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
              {isPending ? "Saving…" : "Map it"}
            </Button>
          </div>
          <p
            className={`mt-1 text-xs ${failure ? "text-problem" : "text-ink-faint"}`}
            role={failure ? "alert" : undefined}
          >
            {failure ??
              suggestion?.reason ??
              (item.suggestions.length === 0 ? "Nothing of ours looks like it." : "")}
          </p>
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
