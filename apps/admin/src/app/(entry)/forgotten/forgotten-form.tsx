"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { askForResetLink } from "./forgotten.graphql.ts";

/** Asks for a link. What is told afterwards is the same whether or not anybody has the address. */
export function ForgottenForm() {
  const say = useWords("entry");
  const writeFailure = useWriteFailure();
  const [{ fetching }, ask] = useMutation(askForResetLink);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "");
    const { data, error } = await ask({ input: { email } });
    const result = data?.askForResetLink;
    setTold(
      result?.__typename === "ResetLinkAsked"
        ? { tone: "ok", words: say("forgotten.done", { email, minutes: result.minutes }) }
        : { tone: "problem", words: result?.message ?? writeFailure(error) },
    );
  }

  return (
    <>
      <p className="mb-4 text-ink-soft">{say("forgotten.help")}</p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field label={say("signIn.email")} name="email" type="email" autoComplete="username" required />
        {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
        <Button type="submit" look="primary" disabled={fetching} aria-busy={fetching} size="form">
          {say("forgotten.act")}
        </Button>
      </form>
    </>
  );
}
