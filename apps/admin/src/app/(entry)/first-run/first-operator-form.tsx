"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { ChosenPassword, useChosenPassword } from "../chosen-password.tsx";
import { createFirstOperator } from "./first-operator.graphql.ts";

/** Creates the first operator with the setup code, signs them in and opens the overview. */
export function FirstOperatorForm() {
  const say = useWords("entry");
  const writeFailure = useWriteFailure();
  const [, create] = useMutation(createFirstOperator);
  const { failure, isPending, submit } = useChosenPassword(async (text, chosen) => {
    const input = { setupCode: text("setupCode").trim(), name: text("name").trim(), ...chosen };
    const { data, error } = await create({ input });
    const result = data?.createFirstOperator;
    return result?.__typename === "Operator" ? null : (result?.message ?? writeFailure(error));
  });

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
        <ChosenPassword />
        {failure && <Notice tone="problem">{failure}</Notice>}
        <Button type="submit" look="primary" disabled={isPending} aria-busy={isPending} size="form">
          {say(isPending ? "firstRun.pending" : "firstRun.create")}
        </Button>
      </form>
    </>
  );
}
