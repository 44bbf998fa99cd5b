"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { signIn } from "../sign-in/sign-in.ts";
import { createFirstOperator } from "./first-operator.graphql.ts";

const passwordLengthMin = 12;

/** Creates the first operator with the setup code, signs them in and opens the overview. */
export function FirstOperatorForm() {
  const say = useWords("entry");
  const writeFailure = useWriteFailure();
  const [{ fetching }, create] = useMutation(createFirstOperator);
  const [failure, setFailure] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setFailure(null);
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const email = text("email").trim();
    const password = text("password");
    const answer = await create({
      input: { setupCode: text("setupCode").trim(), name: text("name").trim(), email, password },
    });
    const result = answer.data?.createFirstOperator;
    if (result === undefined) return setFailure(writeFailure(answer.error));
    if (result.__typename !== "Operator") return setFailure(result.message);
    setDone(true);
    const failed = await signIn({ email, password }, say);
    window.location.assign(failed === null ? "/" : "/sign-in");
  }

  return (
    <>
      <h1 className="text-lg font-semibold">{say("firstRun.title")}</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        {say.rich("firstRun.help", { code: (text) => <code className="font-mono">{text}</code> })}
      </p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label={say("firstRun.setupCode")}
          name="setupCode"
          required
          autoComplete="off"
          spellCheck={false}
        />
        <Field
          label={say("firstRun.yourName")}
          name="name"
          required
          autoComplete="name"
          maxLength={TEXT_MAX.name}
        />
        <Field label={say("signIn.email")} name="email" type="email" required autoComplete="username" />
        <Field
          label={say("signIn.password")}
          name="password"
          type="password"
          required
          minLength={passwordLengthMin}
          maxLength={TEXT_MAX.password}
          autoComplete="new-password"
          hint={say("firstRun.passwordHint", { count: passwordLengthMin })}
        />
        {failure && <Notice tone="problem">{failure}</Notice>}
        <Button type="submit" look="primary" disabled={fetching || isDone} aria-busy={fetching} size="form">
          {say(fetching || isDone ? "firstRun.pending" : "firstRun.create")}
        </Button>
      </form>
    </>
  );
}
