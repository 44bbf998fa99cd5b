"use client";

import { useWords } from "@parley/words/react";
import type { PlaceId } from "@/navigation/places.ts";
import { PageHeader } from "./page-header.tsx";

/** Holds the place of a page while it is read: nothing jumps when the rows arrive. */
export function PageSkeleton({ rows = 14, place, columns = 1 }: PageSkeletonProps) {
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
      {columns === 1 ? (
        <>
          <div className="skeleton h-8 w-full max-w-xl" />
          <div className="mt-4">
            <Rows count={rows} />
          </div>
        </>
      ) : (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Rows count={rows} />
          <Rows count={rows} />
        </div>
      )}
    </div>
  );
}

interface PageSkeletonProps {
  /** Of each column. */
  rows?: number;
  place: PlaceId;
  /** Two: a page of panels beside each other, where its window is wide. */
  columns?: 1 | 2;
}

function Rows({ count }: { count: number }) {
  return (
    <div className="rounded-lg border bg-surface">
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <div key={row} className="flex h-7 items-center gap-6 border-b px-3 last:border-b-0">
          <div className="skeleton h-3 w-20" />
          <div className={`skeleton h-3 ${row % 3 === 0 ? "w-32" : row % 3 === 1 ? "w-24" : "w-40"}`} />
          <div className="skeleton ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
