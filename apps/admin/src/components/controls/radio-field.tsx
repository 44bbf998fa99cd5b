import { type ReactNode, useId } from "react";

/** One of a few choices, each a sentence that is wide enough to be hit with a thumb. */
export function RadioField<Choice extends string>({
  question,
  hint,
  choices,
  chosen,
  onChange,
  autoFocus = false,
}: RadioFieldProps<Choice>) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{question}</legend>
      {hint && <p className="mb-1 text-xs text-ink-faint">{hint}</p>}
      {choices.map(({ choice, words, aside }) => (
        <label
          key={choice}
          className={`flex min-h-8 items-center gap-2.5 rounded-md border px-3 py-1 ${chosen === choice ? "border-accent bg-accent-soft" : "hover:bg-sunken"}`}
        >
          <input
            type="radio"
            name={name}
            checked={chosen === choice}
            // biome-ignore lint/a11y/noAutofocus: the question takes the place of the button that asked for it
            autoFocus={autoFocus && chosen === choice}
            onChange={() => onChange(choice)}
            className="size-4 shrink-0 accent-accent"
          />
          <span>
            {words}
            {aside && <span className="text-ink-soft"> {aside}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface RadioFieldProps<Choice extends string> {
  question: ReactNode;
  hint?: ReactNode;
  /** `aside` says more of a choice, in a fainter hand. */
  choices: readonly { choice: Choice; words: ReactNode; aside?: ReactNode }[];
  chosen: Choice;
  onChange: (choice: Choice) => void;
  /** Whether the chosen one has the focus when the question appears. */
  autoFocus?: boolean;
}
