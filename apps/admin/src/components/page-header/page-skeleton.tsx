"use client";

import { useWords } from "@parley/words/react";
import type { PlaceId } from "@/navigation/places.ts";
import { PageHeader } from "./page-header.tsx";

/** Holds the place of a page while it is read: nothing jumps when the rows arrive. */
export function PageSkeleton({ rows = 14, place }: { rows?: number; place: PlaceId }) {
  const say = useWords("shell");
  const name = say(`places.${place}.name`);
  return (
    <div aria-busy="true" aria-live="polite">
      <PageHeader
        name={name}
        sentence={
          <>
            <span className="skeleton inline-block h-6 w-80 max-w-full align-middle" />
            <span className="sr-only">{say("act.loading", { what: name })}</span>
          </>
        }
      />
      <div className="skeleton h-8 w-full max-w-xl" />
      <div className="mt-4 rounded-lg border bg-surface">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
          <div key={row} className="flex h-7 items-center gap-6 border-b px-3 last:border-b-0">
            <div className="skeleton h-3 w-20" />
            <div className={`skeleton h-3 ${row % 3 === 0 ? "w-32" : row % 3 === 1 ? "w-24" : "w-40"}`} />
            <div className="skeleton ml-auto h-3 w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
