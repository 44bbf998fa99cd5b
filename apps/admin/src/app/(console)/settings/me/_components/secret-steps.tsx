"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { QrCode } from "@/components/display/qr-code.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { confirmSecondFactor } from "../me.graphql.ts";

/** Gives a secret to an app, and proves by a code that the app has it. */
export function SecretSteps({
  secret,
  uri,
  onDone,
  onCancel,
}: {
  secret: string;
  uri: string;
  onDone: (codes: readonly string[]) => void;
  /** Nothing is in force yet, so that there is nothing to take back. */
  onCancel: () => void;
}) {
  const say = useWords("people");
  const writeFailure = useWriteFailure();
  const [{ fetching }, confirm] = useMutation(confirmSecondFactor);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    const { data, error } = await confirm({ input: { code } });
    const result = data?.confirmSecondFactor;
    if (result?.__typename === "PaperCodes") onDone(result.codes);
    else setProblem(result?.message ?? writeFailure(error));
  }

  return (
    <form method="post" onSubmit={submit} className="flex w-full flex-col items-start gap-3">
      <p>
        {say("factor.give")}{" "}
        <a href={uri} className="text-accent underline">
          {say("factor.openApp")}
        </a>
      </p>
      <QrCode text={uri} label={say("factor.qr")} />
      <div className="w-full">
        <Field
          label={say("factor.secret")}
          value={secret.replace(/(.{4})(?=.)/g, "$1 ")}
          readOnly
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={secret} label={say("factor.copySecret")} showLabel />
      </div>
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className="w-full">
        <Field
          label={say("factor.code")}
          hint={say("factor.codeHint")}
          name="code"
          required
          inputMode="numeric"
          maxLength={TEXT_MAX.signInCode}
          autoComplete="one-time-code"
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say("factor.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={onCancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}
