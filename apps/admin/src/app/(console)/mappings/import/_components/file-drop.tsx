"use client";

import { IMPORT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type DragEvent, useId, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useSending } from "../use-sending.ts";

/** Takes a file by choosing or dropping it, and says how far it is. */
export function FileDrop({ isAnother }: { isAnother: boolean }) {
  const say = useWords("imports");
  const id = useId();
  const [isOver, setOver] = useState(false);
  const { take, sending, isJudging, name, failure } = useSending();

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div className="flex flex-col gap-2">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`rounded-lg border border-dashed border-line-strong p-4 ${isOver ? "bg-sunken" : "bg-surface"}`}
      >
        <label htmlFor={id} className="mb-2 block font-medium">
          {say(isAnother ? "page.dropAnother" : "page.drop")}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby={`${id}-hint`}
          disabled={sending !== null}
          className="max-w-full"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            // The same file, mended, is a choice again.
            event.target.value = "";
            void take(file);
          }}
        />
        <p id={`${id}-hint`} className="mt-2 max-w-prose text-xs text-ink-faint">
          {say("page.dropHint", { megabytes: IMPORT_MAX.bytes / 1024 / 1024 })}
        </p>
        {sending && (
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <progress
              max={100}
              value={sending.percent}
              aria-label={say("page.sending", { file: sending.name, percent: sending.percent })}
            />
            <span>{say("page.sending", { file: sending.name, percent: sending.percent })}</span>
            <Button size="row" onClick={sending.stop}>
              {say("page.stop")}
            </Button>
          </div>
        )}
        {isJudging && <p role="status">{say("page.judging", { file: name })}</p>}
      </div>
      {failure && <Notice tone="problem">{failure}</Notice>}
    </div>
  );
}
