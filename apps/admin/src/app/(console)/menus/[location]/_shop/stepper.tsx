"use client";

import { useWords } from "@parley/words/react";

/** So many of one thing, one more or one less. */
export function Stepper({ name, value, least = 0, most, onChange }: StepperProps) {
  const say = useWords("shop");
  const look =
    "inline-flex size-7 items-center justify-center rounded-md border border-line-strong bg-surface hover:bg-sunken disabled:opacity-40";
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      <button
        type="button"
        className={look}
        aria-label={say("less", { item: name })}
        disabled={value <= least}
        onClick={() => onChange(value - 1)}
      >
        −
      </button>
      <output className="w-6 text-center tabular-nums" aria-live="polite">
        {value}
      </output>
      <button
        type="button"
        className={look}
        aria-label={say("more", { item: name })}
        disabled={value >= most}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </span>
  );
}

interface StepperProps {
  /** Of what. */
  name: string;
  value: number;
  least?: number;
  most: number;
  onChange: (value: number) => void;
}
