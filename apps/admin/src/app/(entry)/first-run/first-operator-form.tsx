"use client";

import { TEXT_MAX } from "@parley/limits";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { signIn } from "../sign-in/sign-in.ts";
import { createFirstOperator } from "./first-operator.graphql.ts";

const passwordLengthMin = 12;

/** Creates the first operator with the setup code, signs them in and opens the overview. */
export function FirstOperatorForm() {
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
    if (result === undefined)
      return setFailure(answer.error?.message ?? "The API gave no answer. Try again.");
    if (result.__typename !== "Operator") return setFailure(result.message);
    setDone(true);
    const failed = await signIn({ email, password });
    window.location.assign(failed === null ? "/" : "/sign-in");
  }

  return (
    <>
      <h1 className="text-lg font-semibold">Create the first operator</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Nobody can sign in yet. The setup code proves that the server is yours: run{" "}
        <code className="font-mono">npm run parley -- setup-code</code> where Parley runs.
      </p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Setup code" name="setupCode" required autoComplete="off" spellCheck={false} />
        <Field label="Your name" name="name" required autoComplete="name" maxLength={TEXT_MAX.name} />
        <Field label="E-mail" name="email" type="email" required autoComplete="username" />
        <Field
          label="Password"
          name="password"
          type="password"
          required
          minLength={passwordLengthMin}
          maxLength={TEXT_MAX.password}
          autoComplete="new-password"
          hint={`${passwordLengthMin} characters or more. Any characters, spaces too.`}
        />
        {failure && <Notice tone="problem">{failure}</Notice>}
        <Button type="submit" look="primary" disabled={fetching || isDone} aria-busy={fetching} size="form">
          {fetching || isDone ? "Creating…" : "Create and sign in"}
        </Button>
      </form>
    </>
  );
}
