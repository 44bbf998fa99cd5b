"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { ReasonField } from "@/components/controls/reason-field.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { useQuery } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type Mapping, targetLabel, zoneOf } from "../mapping.ts";
import { mappingHistoryQuery } from "../mappings.graphql.ts";
import { Impact } from "./impact.tsx";

/** What a PAR id meant before, newest first, each with the way back to it. Read when its row is opened. */
export function HistoryRows({ mapping, markedId, mayRevert, revert }: HistoryRowsProps) {
  const { data, error } = useQuery(mappingHistoryQuery, { id: mapping.id });
  const say = useWords("mappings");
  const writeFailure = useWriteFailure();
  if (data === undefined) return <Sentence text={error ? writeFailure(error) : say("history.reading")} />;
  const past = data.mappingHistory.filter((version) => version.replacedAt !== null);
  const live = data.mappingHistory.find((version) => version.replacedAt === null);
  return (
    <>
      {live?.reason && <Sentence text={say("reason.said", { reason: live.reason })} />}
      {past.length === 0 && <Sentence text={say("history.none")} />}
      {past.map((version) => (
        <HistoryRow
          key={version.id}
          mapping={version}
          liveId={live?.id ?? null}
          isMarked={version.id === markedId}
          mayRevert={mayRevert(version)}
          revert={(reason) => revert(version, reason)}
        />
      ))}
    </>
  );
}

interface HistoryRowsProps {
  /** The newest version of the PAR id. */
  mapping: Mapping;
  markedId: string | null;
  mayRevert: (past: Mapping) => boolean;
  revert: (past: Mapping, reason: string) => Promise<string | null>;
}

function Sentence({ text }: { text: string }) {
  return (
    <tr>
      <td colSpan={8} className="bg-canvas pl-8 text-ink-faint">
        {text}
      </td>
    </tr>
  );
}

/** What a PAR id meant before, from when to when, and the way back to it. */
function HistoryRow({ mapping, liveId, isMarked, mayRevert, revert }: HistoryRowProps) {
  const say = useWords("mappings");
  const [isAsked, setAsked] = useState(false);
  const moment = (at: string) => () => <Moment at={at} zone={zoneOf(mapping)} precision="minute" />;
  return (
    <tr className="text-ink-soft" aria-current={isMarked || undefined}>
      <td colSpan={8} className={isMarked ? "bg-accent-soft" : "bg-canvas"}>
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
          {mapping.reason && (
            <span className="text-xs wrap-anywhere">{say("reason.said", { reason: mapping.reason })}</span>
          )}
          {mapping.endReason && (
            <span className="text-xs wrap-anywhere">
              {say("reason.saidAtEnd", { reason: mapping.endReason })}
            </span>
          )}
          {mayRevert && !isAsked && (
            <span className="ml-auto">
              <Button size="row" onClick={() => setAsked(true)}>
                {say("history.revert")}
              </Button>
            </span>
          )}
        </div>
        {mayRevert && isAsked && (
          <RevertQuestion mapping={mapping} liveId={liveId} revert={revert} keep={() => setAsked(false)} />
        )}
      </td>
    </tr>
  );
}

interface HistoryRowProps {
  mapping: Mapping;
  /** The version in force; null for none. */
  liveId: string | null;
  isMarked: boolean;
  mayRevert: boolean;
  revert: (reason: string) => Promise<string | null>;
}

/** Says what the PAR id would mean again and what hangs on what it means now, and asks once. */
function RevertQuestion({ mapping, liveId, revert, keep }: RevertQuestionProps) {
  const say = useWords("mappings");
  const [reason, setReason] = useState("");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const moment = () => <Moment at={mapping.validFrom} zone={zoneOf(mapping)} precision="minute" />;

  async function run() {
    setPending(true);
    setFailure(await revert(reason));
    setPending(false);
  }

  return (
    <div className="mt-1 flex flex-col gap-1.5 pl-5">
      <p>
        {say.rich("history.question", {
          parId: mapping.parId,
          target: targetLabel(mapping.target),
          from: moment,
        })}
      </p>
      {liveId && <Impact ids={[liveId]} />}
      <ReasonField value={reason} change={setReason} />
      {failure && (
        <p role="alert" className="text-xs text-problem">
          {failure}
        </p>
      )}
      <p className="flex gap-1.5">
        <Button autoFocus look="primary" size="row" onClick={run} disabled={isPending} aria-busy={isPending}>
          {say("history.putBack")}
        </Button>
        <Button look="quiet" size="row" onClick={keep}>
          {say("table.keep")}
        </Button>
      </p>
    </div>
  );
}

interface RevertQuestionProps {
  mapping: Mapping;
  liveId: string | null;
  revert: (reason: string) => Promise<string | null>;
  keep: () => void;
}
