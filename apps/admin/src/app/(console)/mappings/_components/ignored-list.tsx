"use client";

import { useWords } from "@parley/words/react";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import type { Ignored } from "../mappings.graphql.ts";
import { useIgnore } from "../use-ignore.ts";

/** Ids that are never to be mapped, with why, and the way back into the queue. */
export function IgnoredList({ items, mayEdit, now }: IgnoredListProps) {
  const say = useWords("mappings");
  const ignore = useIgnore();
  if (items.length === 0) return null;
  return (
    <details className="rounded-lg border bg-surface">
      <summary className="min-h-6 cursor-pointer px-3 py-2 font-medium">
        {say("ignore.title", { count: items.length })}
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-3 py-2">
            <div className="min-w-0 grow">
              <p>
                <code className="font-mono break-all">{item.parId}</code>{" "}
                <span className="text-ink-faint">
                  {say(`kind.${item.kind}`)} · {item.connection.name}
                </span>
              </p>
              <p className="text-xs wrap-anywhere text-ink-soft">
                {say.rich("ignore.said", {
                  reason: item.ignoredReason ?? "",
                  who: item.ignoredBy ?? "",
                  at: () => <Moment at={item.ignoredAt ?? item.lastSeenAt} zone="UTC" precision="minute" />,
                  count: item.seenCount,
                  last: () => <Age at={item.lastSeenAt} zone="UTC" now={now} words />,
                })}
              </p>
            </div>
            {mayEdit && <UndoButton label={say("ignore.bringBack")} undo={() => ignore(item.id, null)} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface IgnoredListProps {
  items: readonly Ignored[];
  mayEdit: boolean;
  /** ISO 8601. */
  now: string;
}
