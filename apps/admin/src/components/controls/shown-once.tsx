"use client";

import { Notice } from "@/components/feedback/notice.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Field } from "./field.tsx";

/** A secret that was just made, to be copied now: leaving the page forgets it, and nobody else keeps it. */
export function ShownOnce({ told, label, secret }: { told: string; label: string; secret: string }) {
  return (
    <Notice tone="ok">
      <p className="mb-2">{told}</p>
      <Field
        label={label}
        value={secret}
        readOnly
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton text={secret} label={label} showLabel />
    </Notice>
  );
}
