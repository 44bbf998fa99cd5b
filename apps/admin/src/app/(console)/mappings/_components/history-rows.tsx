"use client";

import { useWords } from "@parley/words/react";
import { useQuery } from "urql";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type Mapping, zoneOf } from "../mapping.ts";
import { mappingHistoryQuery } from "../mappings.graphql.ts";

/** What a PAR id meant before, newest first, each with the way back to it. Read when its row is opened. */
export function HistoryRows({ mapping, markedId, mayRevert, revert }: HistoryRowsProps) {
  const [{ data, error }] = useQuery({ query: mappingHistoryQuery, variables: { id: mapping.id } });
  const say = useWords("mappings");
  const writeFailure = useWriteFailure();
  if (data === undefined) return <Sentence text={error ? writeFailure(error) : say("history.reading")} />;
  const past = data.mappingHistory.filter((version) => version.replacedAt !== null);
  if (past.length === 0) return <Sentence text={say("history.none")} />;
  return past.map((version) => (
    <HistoryRow
      key={version.id}
      mapping={version}
      isMarked={version.id === markedId}
      mayRevert={mayRevert(version)}
      revert={() => revert(version)}
    />
  ));
}

interface HistoryRowsProps {
  /** The newest version of the PAR id. */
  mapping: Mapping;
  markedId: string | null;
  mayRevert: (past: Mapping) => boolean;
  revert: (past: Mapping) => Promise<string | null>;
}

function Sentence({ text }: { text: string }) {
  return (
    <tr>
      <td colSpan={7} className="bg-canvas pl-8 text-ink-faint">
        {text}
      </td>
    </tr>
  );
}

/** What a PAR id meant before, from when to when, and the way back to it. */
function HistoryRow({ mapping, isMarked, mayRevert, revert }: HistoryRowProps) {
  const say = useWords("mappings");
  const moment = (at: string) => () => <Moment at={at} zone={zoneOf(mapping)} precision="minute" />;
  return (
    <tr className="text-ink-soft" aria-current={isMarked || undefined}>
      <td colSpan={7} className={isMarked ? "bg-accent-soft" : "bg-canvas"}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pl-5">
          <span>
            <code className="font-mono text-xs">{mapping.target.code}</code> {mapping.target.name}
          </span>
          <span className="text-xs text-ink-faint">
            {mapping.replacedAt === null
              ? moment(mapping.validFrom)()
              : say.rich("history.span", {
                  from: moment(mapping.validFrom),
                  to: moment(mapping.replacedAt),
                })}
            {mapping.changedBy && ` · ${say("history.by", { who: mapping.changedBy })}`}
            {mapping.replacedBy && ` · ${say("history.endedBy", { who: mapping.replacedBy })}`}
          </span>
          {mayRevert && (
            <span className="ml-auto">
              <UndoButton undo={revert} label={say("history.revert")} />
            </span>
          )}
        </div>
      </td>
    </tr>
  );
}

interface HistoryRowProps {
  mapping: Mapping;
  isMarked: boolean;
  mayRevert: boolean;
  revert: () => Promise<string | null>;
}
