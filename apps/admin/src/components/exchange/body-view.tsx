"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { indentJson } from "@/format/json.ts";

/** A recorded body: indented to read, or exactly as it came. Copying gives the bytes as recorded. */
export function BodyView({ title, body }: { title: string; body: string }) {
  const say = useWords("shell");
  const [isRaw, setRaw] = useState(false);
  const indented = indentJson(body);
  const hasTwoForms = indented !== body;
  return (
    <div className="overflow-hidden rounded-md border bg-canvas">
      <div className="flex items-center justify-end gap-1 border-b px-1.5 py-0.5 text-xs">
        <span className="mr-auto pl-1 text-ink-faint">{say("body.characters", { count: body.length })}</span>
        {hasTwoForms &&
          (["indented", "recorded"] as const).map((form) => (
            <button
              key={form}
              type="button"
              aria-pressed={isRaw === (form === "recorded")}
              onClick={() => setRaw(form === "recorded")}
              className="min-h-6 rounded px-1.5 text-ink-faint hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
            >
              {say(`body.${form}`)}
            </button>
          ))}
        <CopyButton text={body} label={say("body.label", { of: title })} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a group that scrolls, not a set of form fields */}
      <div
        role="group"
        aria-label={say("body.label", { of: title })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-112 overflow-auto p-2.5"
      >
        <pre className="font-mono text-xs break-all whitespace-pre-wrap">
          {isRaw ? body : <JsonLines text={indented} />}
        </pre>
      </div>
    </div>
  );
}

const highlightLengthMax = 100_000;

/** Names fainter than values, so that the eye finds the values. */
function JsonLines({ text }: { text: string }) {
  if (text.length > highlightLengthMax) return text;
  return text.split("\n").map((line, at) => {
    const name = /^\s*"(?:[^"\\]|\\.)*":/.exec(line)?.[0] ?? "";
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, always replaced together
      <span key={at}>
        <span className="text-ink-faint">{name}</span>
        {line.slice(name.length)}
        {"\n"}
      </span>
    );
  });
}
