"use client";

import { useWords } from "@parley/words/react";
import { ChosenPassword, useChosenPassword } from "@/app/(entry)/chosen-password.tsx";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { acceptInvitation } from "./invitation.graphql.ts";

/** Takes the password that somebody chose, signs them in and opens the overview. */
export function AcceptForm({ token, name, email, kind }: AcceptFormProps) {
  const say = useWords("entry");
  const writeFailure = useWriteFailure();
  const [, accept] = useMutation(acceptInvitation);
  const { failure, isPending, submit } = useChosenPassword(async (_text, { password }) => {
    const { data, error } = await accept({ input: { token, password } });
    const result = data?.acceptInvitation;
    return result?.__typename === "Operator" ? null : (result?.message ?? writeFailure(error));
  });

  return (
    <>
      <h1 className="text-lg font-semibold">{say(`${kind}.title`, { name })}</h1>
      <p className="mt-1 mb-4 text-ink-soft">{say(`${kind}.help`)}</p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label={say("signIn.email")}
          name="email"
          type="email"
          readOnly
          value={email}
          autoComplete="username"
        />
        <ChosenPassword />
        {failure && <Notice tone="problem">{failure}</Notice>}
        <Button type="submit" look="primary" disabled={isPending} aria-busy={isPending} size="form">
          {say(isPending ? "signIn.pending" : `${kind}.act`)}
        </Button>
      </form>
    </>
  );
}

interface AcceptFormProps {
  token: string;
  name: string;
  email: string;
  /** Whether they choose their first password, or another. */
  kind: "invite" | "reset";
}
