"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type KeyboardEvent, useId } from "react";
import { inputClass } from "@/components/controls/field.tsx";
import { Mono } from "@/components/display/mono.tsx";
import type { Mapping } from "../mapping.ts";

/** One row of the sheet: what the id means now, the field for what it is to mean, and what is wrong with that. */
export function SheetRow({ mapping, code, name, problem, isFirst, change, paste, move }: SheetRowProps) {
  const say = useWords("mappings");
  const id = useId();
  const { parId, connection, target } = mapping;
  return (
    <tr>
      <td className="wrap-anywhere">
        <Mono>{parId}</Mono>
      </td>
      <td className="max-md:hidden">{connection.name}</td>
      <td className="max-md:hidden">
        <code className="font-mono text-xs">{target.code}</code> {target.name}
      </td>
      <td>
        <div className="flex flex-wrap items-center gap-x-2">
          <input
            data-cell
            list="bulk-codes"
            // biome-ignore lint/a11y/noAutofocus: the operator asked to edit these very fields
            autoFocus={isFirst}
            aria-label={say("means", { parId })}
            aria-invalid={problem !== null || undefined}
            aria-describedby={id}
            value={code}
            maxLength={TEXT_MAX.id}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change(event.target.value)}
            onKeyDown={move}
            onPaste={(event) => {
              const text = event.clipboardData.getData("text/plain");
              // One cell is pasted into the field as into any other.
              if (!/[\t\r\n]/.test(text.trim())) return;
              event.preventDefault();
              paste(text);
            }}
            className={`${inputClass} max-w-56 font-mono aria-invalid:border-problem`}
          />
          <span id={id} className={`text-xs ${problem ? "text-problem" : "text-ink-soft"}`}>
            {problem ?? (code.trim() === "" ? say("bulk.ends") : name)}
          </span>
        </div>
      </td>
    </tr>
  );
}

interface SheetRowProps {
  mapping: Mapping;
  code: string;
  /** What the code stands for; null where it is not known. */
  name: string | null;
  problem: string | null;
  isFirst: boolean;
  change: (code: string) => void;
  /** Takes a column of a spreadsheet, from this row downward. */
  paste: (text: string) => void;
  move: (event: KeyboardEvent) => void;
}
