"use client";

import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";

/** A choice and the button that acts on it, as high as each other. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, first, options, button, disabled, onChoose } = props;
  const [chosen, setChosen] = useState<Value | undefined>(
    first === undefined ? options[0]?.value : undefined,
  );
  return (
    <span className="flex gap-1.5 max-sm:w-full">
      <select
        aria-label={label}
        value={chosen ?? ""}
        onChange={(event) => setChosen(options.find(({ value }) => value === event.target.value)?.value)}
        className="h-9 min-w-0 grow rounded-md border border-line-strong bg-surface px-2"
      >
        {first !== undefined && <option value="">{first}</option>}
        {options.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      <Button
        size="form"
        disabled={disabled || chosen === undefined}
        onClick={() => chosen !== undefined && onChoose(chosen)}
      >
        {button}
      </Button>
    </span>
  );
}

interface ChoiceProps<Value extends string> {
  /** What is chosen, for those who do not see where it stands. */
  label: string;
  /** What is shown while nothing is chosen; left out where the first option is a good one. */
  first?: string;
  options: readonly { value: Value; word: string }[];
  button: string;
  disabled: boolean;
  onChoose(value: Value): void;
}
