"use client";

import { Notice } from "@/components/feedback/notice.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Field } from "./field.tsx";

/**
 * A secret that was just made, to be copied now: leaving the page forgets it, and nobody else keeps it. It gets the
 * focus: whoever made it must not miss it.
 */
export function ShownOnce({ told, label, copy, secret }: ShownOnceProps) {
  return (
    <Notice tone="ok">
      <p className="mb-2">{told}</p>
      <Field
        label={label}
        value={secret}
        readOnly
        autoFocus
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton text={secret} label={copy} showLabel />
    </Notice>
  );
}

interface ShownOnceProps {
  told: string;
  label: string;
  /** The thing inside a sentence, as the button to copy it names it: "the link". */
  copy: string;
  secret: string;
}
