"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { undoImport } from "@/app/(console)/mappings/import/import.graphql.ts";
import { Button } from "@/components/controls/button.tsx";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ask } from "@/graphql/ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import type { MappingKind } from "../mapping.ts";
import { acceptCertain, type Certain } from "../mappings.graphql.ts";
import { Rechecked } from "./rechecked.tsx";

const KINDS = ["LOCATION", "ORGANIZATION"] as const;

/** Maps what of the queue is certain with one act, once it was seen, and takes that back with one. */
export function AcceptCertain({ certain }: { certain: Readonly<Record<MappingKind, readonly Certain[]>> }) {
  const say = useWords("mappings");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [done, setDone] = useState<Accepted | null>(null);

  async function undo(importId: string): Promise<string | null> {
    const input = { importId, leaveOutChanged: false };
    const { data, error } = await ask(undoImport, { input });
    const result = data?.undoImport;
    if (result?.__typename !== "MappingImport") return result?.message ?? writeFailure(error);
    setDone(null);
    router.refresh();
    return null;
  }

  const shown = KINDS.filter((kind) => certain[kind].length > 0);
  if (done === null && shown.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {done && (
        <Notice tone="ok">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span>{say("queue.certain.done", { count: done.count })}</span>
            <UndoButton undo={() => undo(done.importId)} />
          </div>
        </Notice>
      )}
      {done && <Rechecked key={done.importId} ids={done.itemIds} />}
      <div className="flex flex-wrap gap-2">
        {shown.map((kind) => (
          <CertainDialog key={kind} kind={kind} rows={certain[kind]} accepted={setDone} />
        ))}
      </div>
    </div>
  );
}

/** What would be mapped, why, and which of it is meant. */
function CertainDialog({ kind, rows, accepted }: CertainDialogProps) {
  const say = useWords("mappings");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const keys = rows.map(({ key }) => key).filter((key) => !leftOut.has(key));
  const id = `certain-${kind.toLowerCase()}`;

  async function run() {
    setPending(true);
    const { data, error } = await ask(acceptCertain, { input: { kind, keys } });
    const result = data?.acceptCertain;
    setPending(false);
    router.refresh();
    if (result?.__typename !== "MappingImport") return setFailure(result?.message ?? writeFailure(error));
    setFailure(null);
    dialog.current?.close();
    const itemIds = rows.filter(({ key }) => keys.includes(key)).map(({ unmapped }) => unmapped.id);
    accepted({ importId: result.id, count: result.created ?? keys.length, itemIds });
  }

  function take(key: string, isTaken: boolean) {
    const next = new Set(leftOut);
    isTaken ? next.delete(key) : next.add(key);
    setLeftOut(next);
  }

  return (
    <>
      <Button look="primary" size="field" onClick={() => dialog.current?.showModal()}>
        {say(`queue.certain.open.${kind}`, { count: rows.length })}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={id}
        className="w-3xl max-w-[calc(100vw-2rem)] rounded-xl border bg-surface p-4 shadow-float"
      >
        <h2 id={id} className="text-lg font-semibold">
          {say("queue.certain.title")}
        </h2>
        <p className="mt-1 max-w-prose text-ink-soft">{say("queue.certain.help")}</p>
        <div className="relative mt-3 max-h-[50vh] overflow-auto rounded-lg border">
          <table className="data-table" aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{say("queue.certain.take")}</th>
                <th scope="col">{say("table.parId")}</th>
                <th scope="col">{say("queue.certain.would")}</th>
                <th scope="col" className="number">
                  {say("queue.certain.score")}
                </th>
                <th scope="col">{say("queue.certain.why")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, unmapped, suggestion }) => (
                <tr key={key}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={say("queue.certain.takeRow", { parId: unmapped.parId })}
                      checked={!leftOut.has(key)}
                      onChange={(event) => take(key, event.target.checked)}
                    />
                  </td>
                  <td className="min-w-24 wrap-anywhere">
                    <Mono>{unmapped.parId}</Mono>
                  </td>
                  <td>{suggestion.label}</td>
                  <td className="number">
                    {say("queue.certain.percent", { percent: Math.round(suggestion.score * 100) })}
                  </td>
                  <td className="min-w-40 text-xs text-ink-soft">{suggestion.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {failure && (
          <div className="mt-3">
            <Notice tone="problem">{failure}</Notice>
          </div>
        )}
        <div className="mt-3 flex justify-end gap-2">
          <Button size="field" onClick={() => dialog.current?.close()}>
            {say("acts.cancel")}
          </Button>
          <Button
            look="primary"
            size="field"
            onClick={run}
            disabled={keys.length === 0 || isPending}
            aria-busy={isPending}
          >
            {say("queue.certain.map", { count: keys.length })}
          </Button>
        </div>
      </dialog>
    </>
  );
}

interface CertainDialogProps {
  kind: MappingKind;
  rows: readonly Certain[];
  accepted: (done: Accepted) => void;
}

/** What was mapped, and the rows of the queue that it was. */
interface Accepted {
  importId: string;
  count: number;
  itemIds: readonly string[];
}
