"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useState } from "react";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { singleKeysOn } from "@/components/shell/single-keys.ts";
import { BulkBar } from "../bulk/bulk-bar.tsx";
import { useSelection } from "../bulk/use-selection.ts";
import { keyOf, type Mapping, type Targets, targetLabel } from "../mapping.ts";
import { useMappingWrites, type WriteAnswer } from "../use-mapping-writes.ts";
import { MappingRow } from "./mapping-row.tsx";

/** The last act on the table, in words, with the way back. */
interface Done {
  sentence: string;
  undo: () => Promise<string | null>;
}

/** Organizations and locations in one table: edit in place (`e`), history per PAR id, and undo of the last act. */
export function MappingTable({ mappings, targets, mayEdit, isFiltered, marked, now }: MappingTableProps) {
  const say = useWords("mappings");
  const writes = useMappingWrites();
  const [done, setDone] = useState<Done | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const selection = useSelection(mappings);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || !singleKeysOn()) return;
      if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
      const key = document.activeElement?.closest<HTMLElement>("[data-mapping]")?.dataset.mapping;
      if (key === undefined) return;
      event.preventDefault();
      setEdited(key);
    }
    if (!mayEdit) return;
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [mayEdit]);

  /** Points a PAR id at `targetId`, from its newest version. */
  async function point(seen: Mapping, targetId: string, reason = ""): Promise<string | null> {
    const live = liveOf(seen);
    const { kind, connection, parId } = seen;
    const pair = { kind, connectionId: connection.id, parId, targetId, reason };
    return told(live, await writes.set({ ...pair, expectedVersion: live?.version ?? null }));
  }

  async function revert(seen: Mapping, past: Mapping, reason: string): Promise<string | null> {
    const live = liveOf(seen);
    const version = { mappingId: past.id, expectedVersion: live?.version ?? null, reason };
    return told(live, await writes.revert(version));
  }

  /** Says what a PAR id means from now on, with the way back to what it meant. */
  function told(live: Mapping | null, answer: WriteAnswer): string | null {
    if (answer.kind === "refused") return answer.message;
    setEdited(null);
    const { mapping } = answer;
    setDone({
      sentence: say("table.set", { parId: mapping.parId, target: targetLabel(mapping.target) }),
      undo: () => (live === null ? takeBack(mapping) : point(mapping, live.target.id)),
    });
    return null;
  }

  /** Ends a mapping that was just made, so that its id waits again where it waited before. */
  async function takeBack(made: Mapping): Promise<string | null> {
    const answer = await writes.undo(made.id);
    if (answer.kind === "refused") return answer.message;
    setDone(null);
    return null;
  }

  async function end(live: Mapping, reason: string): Promise<string | null> {
    const answer = await writes.end(live.id, reason);
    if (answer.kind === "refused") return answer.message;
    setDone({
      sentence: say("table.ended", { parId: live.parId }),
      undo: () => point(answer.mapping, live.target.id),
    });
    return null;
  }

  return (
    <div className="flex flex-col gap-2">
      {done && (
        <Notice tone="ok">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span>{done.sentence}</span>
            <UndoButton key={done.sentence} undo={done.undo} />
          </div>
        </Notice>
      )}
      {mayEdit && <BulkBar selection={selection} targets={targets} />}
      <div className="relative overflow-x-auto rounded-lg border bg-surface">
        {mappings.length === 0 ? (
          <EmptyState
            icon={isFiltered ? "search" : "mappings"}
            title={say(isFiltered ? "table.noMatch" : "table.empty")}
          >
            {say(isFiltered ? "table.noMatchHelp" : "table.emptyHelp")}
          </EmptyState>
        ) : (
          <table className="data-table" aria-label={say("name")}>
            <thead>
              <tr>
                {mayEdit && (
                  <th scope="col" className="w-px">
                    <input
                      type="checkbox"
                      aria-label={say("bulk.tickAll")}
                      checked={selection.isWhole}
                      onChange={({ target }) => (target.checked ? selection.tickWhole() : selection.clear())}
                    />
                  </th>
                )}
                <th scope="col">{say("table.parId")}</th>
                <th scope="col" className="max-md:hidden">
                  {say("table.kind")}
                </th>
                <th scope="col" className="max-lg:hidden">
                  {say("table.connection")}
                </th>
                <th scope="col">{say("table.means")}</th>
                <th scope="col" className="max-md:hidden">
                  {say("table.since")}
                </th>
                <th scope="col" className="max-lg:hidden">
                  {say("table.by")}
                </th>
                {mayEdit && (
                  <th scope="col">
                    <span className="sr-only">{say("table.acts")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {mappings.map((mapping) => (
                <MappingRow
                  key={keyOf(mapping)}
                  mapping={mapping}
                  targets={targets}
                  mayEdit={mayEdit}
                  selection={selection}
                  isEdited={edited === keyOf(mapping)}
                  setEdited={(isEdited) => setEdited(isEdited ? keyOf(mapping) : null)}
                  point={point}
                  end={end}
                  revert={revert}
                  markedId={marked !== null && keyOf(marked) === keyOf(mapping) ? marked.id : null}
                  now={now}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

function liveOf(mapping: Mapping): Mapping | null {
  return mapping.replacedAt === null ? mapping : null;
}

interface MappingTableProps {
  /** The newest version of each PAR id. */
  mappings: readonly Mapping[];
  targets: Targets;
  mayEdit: boolean;
  isFiltered: boolean;
  /** The version that the address asks for. */
  marked: Mapping | null;
  /** ISO 8601. */
  now: string;
}
