import { type InputHTMLAttributes, type ReactNode, useId } from "react";

export const inputClass =
  "h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink placeholder:text-ink-faint [&[readonly]]:border-line [&[readonly]]:bg-sunken [&[readonly]]:text-ink-soft max-sm:h-10 max-sm:text-lg";

/** A labelled text input with its hint below. */
export function Field({ label, hint, ...input }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <input id={id} className={inputClass} {...(hint ? { "aria-describedby": hintId } : {})} {...input} />
      {hint && (
        <p id={hintId} className="mt-1 text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className"> {
  label: string;
  hint?: ReactNode;
}
