"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { Field } from "@/components/controls/field.tsx";

/** By what somebody shows that it is them: their password and, where they have a second factor, a code of it. */
export function ProofFields({ hasSecondFactor }: { hasSecondFactor: boolean }) {
  const say = useWords("people");
  return (
    <>
      <div className="w-full">
        <Field
          label={say("factor.password")}
          hint={say("passkey.proofHint")}
          name="current"
          type="password"
          autoComplete="current-password"
        />
      </div>
      {hasSecondFactor && (
        <div className="w-full">
          <Field
            label={say("factor.code")}
            hint={say("factor.codeOrPaper")}
            name="code"
            maxLength={TEXT_MAX.signInCode}
            autoComplete="one-time-code"
            spellCheck={false}
          />
        </div>
      )}
    </>
  );
}

/** What was typed there; what was left empty is not sent. */
export function proofIn(form: HTMLFormElement): { currentPassword?: string; code?: string } {
  const given = new FormData(form);
  const [currentPassword, code] = [String(given.get("current") ?? ""), String(given.get("code") ?? "")];
  return { ...(currentPassword !== "" && { currentPassword }), ...(code !== "" && { code }) };
}
