"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";

/** Why a mapping is changed; nobody has to say. */
export function ReasonField({ value, change }: { value: string; change: (reason: string) => void }) {
  const say = useWords("mappings");
  return (
    <input
      aria-label={say("reason.label")}
      placeholder={say("reason.label")}
      value={value}
      maxLength={TEXT_MAX.reason}
      autoComplete="off"
      onChange={(event) => change(event.target.value)}
      className="h-6 w-full max-w-64 min-w-0 rounded-md border border-line-strong bg-surface px-1.5 text-xs font-normal placeholder:text-ink-faint"
    />
  );
}
