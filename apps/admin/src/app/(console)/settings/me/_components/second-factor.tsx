"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { removeOwnSecondFactor, startSecondFactor } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";
import { PaperCodes } from "./paper-codes.tsx";
import { SecretSteps } from "./secret-steps.tsx";

/** Sets up a code besides the password, and takes it away again. */
export function SecondFactor({ isOn }: { isOn: boolean }) {
  const say = useWords("people");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <PaperCodes codes={codes} />;
  return (
    <div className="flex max-w-prose flex-col items-start gap-3">
      <p className="text-ink-soft">{say(isOn ? "factor.on" : "factor.off")}</p>
      {isOn ? <Remove /> : <SetUp onDone={setCodes} />}
    </div>
  );
}

function SetUp({ onDone }: { onDone: (codes: readonly string[]) => void }) {
  const say = useWords("people");
  const writeFailure = useWriteFailure();
  const [{ fetching }, start] = useMutation(startSecondFactor);
  const [problem, setProblem] = useState<string | null>(null);
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const currentPassword = String(new FormData(event.currentTarget).get("current") ?? "");
    const { data, error } = await start({ input: { currentPassword } });
    const result = data?.startSecondFactor;
    const isMade = result?.__typename === "SecondFactorSecret";
    setSecret(isMade ? result : null);
    setProblem(isMade ? null : (result?.message ?? writeFailure(error)));
  }

  if (secret !== null) return <SecretSteps {...secret} onDone={onDone} />;
  return (
    <form method="post" onSubmit={submit} className="flex w-full flex-col items-start gap-3">
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className="w-full">
        <Field
          label={say("factor.password")}
          name="current"
          type="password"
          required
          autoComplete="current-password"
        />
      </div>
      <Button type="submit" size="form" disabled={fetching} aria-busy={fetching}>
        {say("factor.start")}
      </Button>
    </form>
  );
}

function Remove() {
  const say = useWords("people");
  const { told, tell } = useOwnWrite();
  const [{ fetching }, remove] = useMutation(removeOwnSecondFactor);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const { data, error } = await remove({ input: { currentPassword: text("current"), code: text("code") } });
    tell(data?.removeOwnSecondFactor, error, say("factor.removed"));
  }

  return (
    <form method="post" onSubmit={submit} className="flex w-full flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      <div className="w-full">
        <Field
          label={say("factor.password")}
          name="current"
          type="password"
          required
          autoComplete="current-password"
        />
      </div>
      <div className="w-full">
        <Field
          label={say("factor.code")}
          hint={say("factor.codeOrPaper")}
          name="code"
          required
          maxLength={TEXT_MAX.signInCode}
          autoComplete="one-time-code"
          spellCheck={false}
        />
      </div>
      <Button type="submit" size="form" disabled={fetching} aria-busy={fetching}>
        {say("factor.remove")}
      </Button>
    </form>
  );
}
