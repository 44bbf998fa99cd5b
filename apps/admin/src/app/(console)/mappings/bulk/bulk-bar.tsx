"use client";

import { MAPPINGS_AT_ONCE } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { Targets } from "../mapping.ts";
import { BulkSheet } from "./bulk-sheet.tsx";
import { useLook } from "./use-look.ts";
import type { Selection } from "./use-selection.ts";

/** What can be done with the rows that are ticked, all at once. Nothing changes before it was seen what would. */
export function BulkBar({ selection, targets }: { selection: Selection; targets: Targets }) {
  const say = useWords("mappings");
  const { look, isPending, failure, wrong } = useLook();
  const [isSheet, setSheet] = useState(false);
  const { ticked, kind, clear } = selection;
  if (kind === null) return null;
  const isTooMany = ticked.length > MAPPINGS_AT_ONCE;
  const reason = wrong?.reasons.values().next().value;

  function end(): void {
    const rows = ticked.map((mapping) => ({ mapping, code: "" }));
    if (kind !== null) void look(kind, rows, say("bulk.endFile"));
  }

  return (
    <section aria-label={say("bulk.name")} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2 rounded-lg border bg-accent-soft px-3 py-2">
        <span role="status" className="mr-auto">
          {isTooMany
            ? say("bulk.tooMany", { max: MAPPINGS_AT_ONCE })
            : say(`bulk.ticked.${kind}`, { count: ticked.length })}
        </span>
        <Button size="field" disabled={isTooMany || isSheet} onClick={() => setSheet(true)}>
          {say("bulk.change")}
        </Button>
        <Button size="field" disabled={isTooMany || isPending} aria-busy={isPending} onClick={end}>
          {say("bulk.end")}
        </Button>
        <Button look="quiet" size="field" onClick={clear}>
          {say("bulk.clear")}
        </Button>
      </div>
      {(failure ?? reason) && <Notice tone="problem">{failure ?? reason}</Notice>}
      {isSheet && (
        <BulkSheet kind={kind} mappings={ticked} targets={targets[kind]} close={() => setSheet(false)} />
      )}
    </section>
  );
}
