"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { ReasonField } from "@/components/controls/reason-field.tsx";
import { Icon } from "@/components/display/icon.tsx";
import { Age } from "@/components/display/moment.tsx";
import type { Selection } from "../bulk/use-selection.ts";
import { keyOf, type Mapping, type Targets, zoneOf } from "../mapping.ts";
import { HistoryRows } from "./history-rows.tsx";
import { Impact } from "./impact.tsx";
import { TargetEditor } from "./target-editor.tsx";

/** One PAR id: what it means now; below it, when opened, what it meant before. */
export function MappingRow({
  mapping,
  targets,
  mayEdit,
  selection,
  isEdited,
  setEdited,
  point,
  end,
  revert,
  markedId,
  now,
}: MappingRowProps) {
  const say = useWords("mappings");
  const [isOpen, setOpen] = useState(markedId !== null);
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const live = mapping.replacedAt === null ? mapping : null;
  const kind = say(`kind.${mapping.kind}`);
  const by = mapping.replacedBy ?? mapping.changedBy;

  return (
    <>
      <tr
        data-mapping={keyOf(mapping)}
        id={markedId === null ? undefined : "marked"}
        aria-current={markedId === mapping.id || undefined}
        className="has-[[data-row-link]:focus-visible]:bg-accent-soft aria-[current]:bg-accent-soft"
      >
        {mayEdit && (
          <td className="w-px">
            <input
              type="checkbox"
              aria-label={say("bulk.tick", { parId: mapping.parId })}
              disabled={!selection.mayTick(mapping)}
              checked={live !== null && selection.isTicked(mapping)}
              onChange={({ target, nativeEvent }) =>
                selection.tick(
                  mapping,
                  target.checked,
                  nativeEvent instanceof MouseEvent && nativeEvent.shiftKey,
                )
              }
            />
          </td>
        )}
        <td>
          <button
            type="button"
            data-row-link
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="flex min-h-6 items-center gap-1.5 rounded"
          >
            <span className={`text-ink-faint ${isOpen ? "rotate-90" : ""}`}>
              <Icon name="right" size={12} />
            </span>
            <code className="font-mono text-xs break-all">{mapping.parId}</code>
          </button>
          <p className="pl-5 text-xs text-ink-faint lg:hidden">
            {kind} · {mapping.connection.name}
          </p>
        </td>
        <td className="text-ink-soft max-md:hidden">{kind}</td>
        <td className="max-lg:hidden">{mapping.connection.name}</td>
        <td>
          {isEdited ? (
            <TargetEditor
              label={say("means", { parId: mapping.parId })}
              targets={targets[mapping.kind]}
              initial={live?.target.id ?? ""}
              impactOf={live?.id ?? null}
              save={(targetId, reason) => point(mapping, targetId, reason)}
              cancel={() => setEdited(false)}
            />
          ) : live ? (
            <>
              <code className="font-mono text-xs">{live.target.code}</code> {live.target.name}
            </>
          ) : (
            <span className="text-ink-faint">{say("table.nothing")}</span>
          )}
          {failure && (
            <p role="alert" className="text-xs text-problem">
              {failure}
            </p>
          )}
        </td>
        <td className="max-md:hidden">
          <Age
            at={live?.validFrom ?? mapping.replacedAt ?? mapping.validFrom}
            zone={zoneOf(mapping)}
            now={now}
            words
          />
        </td>
        <td className="max-w-48 truncate text-ink-soft max-lg:hidden" title={by ?? undefined}>
          {by ?? "–"}
        </td>
        {mayEdit && (
          <td className="w-px whitespace-nowrap">
            {!isEdited && (
              <span className="flex justify-end">
                {isAsked && live ? (
                  <EndQuestion
                    live={live}
                    end={async (reason) => {
                      setFailure(await end(live, reason));
                      setAsked(false);
                    }}
                    keep={() => setAsked(false)}
                  />
                ) : (
                  <>
                    <Button
                      look="quiet"
                      size="row"
                      onClick={() => setEdited(true)}
                      title={say("table.editKey")}
                    >
                      <Icon name="edit" size={14} />
                      <span className="max-xl:sr-only">{live ? say("table.edit") : say("table.again")}</span>
                    </Button>
                    {live && (
                      <Button
                        look="quiet"
                        size="row"
                        onClick={() => setAsked(true)}
                        title={say("table.endTitle")}
                      >
                        <Icon name="close" size={14} />
                        <span className="max-xl:sr-only">{say("table.end")}</span>
                      </Button>
                    )}
                  </>
                )}
              </span>
            )}
          </td>
        )}
      </tr>
      {isOpen && (
        <HistoryRows
          mapping={mapping}
          markedId={markedId}
          mayRevert={(past) => mayEdit && past.target.id !== live?.target.id}
          revert={(past, reason) => revert(mapping, past, reason)}
        />
      )}
    </>
  );
}

interface MappingRowProps {
  /** The newest version of its PAR id. */
  mapping: Mapping;
  targets: Targets;
  mayEdit: boolean;
  selection: Selection;
  isEdited: boolean;
  setEdited: (isEdited: boolean) => void;
  /** Points the PAR id at a target; null when it worked, else the sentence to show. */
  point: (seen: Mapping, targetId: string, reason: string) => Promise<string | null>;
  end: (live: Mapping, reason: string) => Promise<string | null>;
  /** Puts back what the PAR id meant before. */
  revert: (seen: Mapping, past: Mapping, reason: string) => Promise<string | null>;
  /** The version to mark, where it is one of this PAR id. */
  markedId: string | null;
  /** ISO 8601. */
  now: string;
}

/** Ending a mapping refuses PAR's next call: it says so and asks once. */
function EndQuestion({ live, end, keep }: EndQuestionProps) {
  const say = useWords("mappings");
  const [reason, setReason] = useState("");
  return (
    <span className="flex flex-wrap items-center justify-end gap-1.5">
      <span className="flex w-60 flex-col text-xs whitespace-normal text-ink-soft">
        {say("table.endQuestion", { parId: live.parId })}
        <Impact ids={[live.id]} />
        <ReasonField value={reason} change={setReason} />
      </span>
      <Button autoFocus size="row" onClick={() => end(reason)}>
        {say("table.endIt")}
      </Button>
      <Button look="quiet" size="row" onClick={keep}>
        {say("table.keep")}
      </Button>
    </span>
  );
}

interface EndQuestionProps {
  live: Mapping;
  end: (reason: string) => void;
  keep: () => void;
}
