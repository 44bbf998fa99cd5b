"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { signIn } from "@/app/(entry)/sign-in/sign-in.ts";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { acceptInvitation } from "./invitation.graphql.ts";

const passwordLengthMin = 12;

/** Takes the password that somebody chose, signs them in and opens the overview. */
export function AcceptForm({ token, name, email }: { token: string; name: string; email: string }) {
  const say = useWords("entry");
  const writeFailure = useWriteFailure();
  const [{ fetching }, accept] = useMutation(acceptInvitation);
  const [failure, setFailure] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setFailure(null);
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    const answer = await accept({ input: { token, password } });
    const result = answer.data?.acceptInvitation;
    if (result === undefined) return setFailure(writeFailure(answer.error));
    if (result.__typename !== "Operator") return setFailure(result.message);
    setDone(true);
    const failed = await signIn({ email, password }, say);
    // In place of this page: nobody comes back to a link that is over.
    window.location.replace(failed === null ? "/" : "/sign-in");
  }

  return (
    <>
      <h1 className="text-lg font-semibold">{say("invite.title", { name })}</h1>
      <p className="mt-1 mb-4 text-ink-soft">{say("invite.help")}</p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label={say("signIn.email")}
          name="email"
          type="email"
          readOnly
          value={email}
          autoComplete="username"
        />
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
          {say(fetching || isDone ? "signIn.pending" : "invite.act")}
        </Button>
      </form>
    </>
  );
}
