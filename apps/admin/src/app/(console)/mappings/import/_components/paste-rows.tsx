"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type PastedKind, pastedFile } from "../pasted.ts";
import { useSending } from "../use-sending.ts";

const KINDS = ["LOCATION", "ORGANIZATION"] as const satisfies readonly PastedKind[];

/** Takes rows of a spreadsheet as a file: they are judged, imported and undone as one. */
export function PasteRows({ connections }: { connections: readonly { slug: string; name: string }[] }) {
  const say = useWords("imports");
  const id = useId();
  const { take, sending, isJudging, failure } = useSending();
  const isBusy = sending !== null || isJudging;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "");
    const kind = KINDS.find((each) => each === text("kind")) ?? "LOCATION";
    const file = pastedFile(text("rows"), { kind, connection: text("connection") });
    void take(new File([file], say("page.paste.file"), { type: "text/csv" }));
  }

  return (
    <details className="rounded-lg border bg-surface p-3">
      <summary className="min-h-6 cursor-pointer font-medium">{say("page.paste.title")}</summary>
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        <label className="block">
          <span className="mb-1 block font-medium">{say("page.paste.rows")}</span>
          <textarea
            name="rows"
            required
            rows={6}
            spellCheck={false}
            aria-describedby={`${id}-hint`}
            className="w-full rounded-md border border-line-strong bg-surface p-2.5 font-mono text-xs"
          />
        </label>
        <p id={`${id}-hint`} className="max-w-prose text-xs text-ink-faint">
          {say("page.paste.hint")}
        </p>
        <div className="flex flex-wrap items-end gap-3">
          <label className="block">
            <span className="mb-1 block font-medium">{say("page.paste.kind")}</span>
            <select name="kind" className={inputClass}>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {say(`page.paste.kinds.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="block">
            <span className="mb-1 block font-medium">{say("page.paste.connection")}</span>
            <select name="connection" className={inputClass}>
              {connections.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <Button type="submit" size="field" disabled={isBusy} aria-busy={isBusy}>
            {say("page.paste.look")}
          </Button>
        </div>
        {failure && <Notice tone="problem">{failure}</Notice>}
      </form>
    </details>
  );
}
