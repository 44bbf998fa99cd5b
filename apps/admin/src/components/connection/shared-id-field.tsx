"use client";

import { SHARED_ID_LENGTH, TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { Field } from "@/components/controls/field.tsx";

/** Asks for a SharedId: one that is made here (null), or the one that PAR gave. Needs the words of `connection`. */
export function SharedIdField({ question, value, onChange, autoFocus = false }: SharedIdFieldProps) {
  const say = useWords("connection");
  const choice = (isMade: boolean, name: string, hint?: string) => (
    <label
      className={`flex min-h-8 items-center gap-2.5 rounded-md border px-3 py-1 ${isMade === (value === null) ? "border-accent bg-accent-soft" : "hover:bg-sunken"}`}
    >
      <input
        type="radio"
        name="shared-id"
        checked={isMade === (value === null)}
        // biome-ignore lint/a11y/noAutofocus: the question takes the place of the button that asked for it
        autoFocus={autoFocus && isMade}
        onChange={() => onChange(isMade ? null : "")}
        className="size-4 shrink-0 accent-accent"
      />
      <span>
        {name}
        {hint && <span className="text-ink-soft"> · {hint}</span>}
      </span>
    </label>
  );
  return (
    <>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium">{question}</legend>
        {choice(true, say("rotate.made"), say("rotate.madeHint"))}
        {choice(false, say("rotate.given"))}
      </fieldset>
      {value !== null && (
        <Field
          label={say("rotate.sharedId")}
          hint={say("rotate.length", { count: value.length, strength: strengthByLength(value.length) })}
          value={value}
          required
          maxLength={TEXT_MAX.sharedId}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange(target.value.trim())}
        />
      )}
    </>
  );
}

function strengthByLength(length: number): "none" | "weak" | "short" | "strong" {
  if (length < SHARED_ID_LENGTH.min) return "none";
  if (length < SHARED_ID_LENGTH.short) return "weak";
  return length < SHARED_ID_LENGTH.strong ? "short" : "strong";
}

interface SharedIdFieldProps {
  question: string;
  /** Null to have one made. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Whether it has the focus when it appears. */
  autoFocus?: boolean;
}
