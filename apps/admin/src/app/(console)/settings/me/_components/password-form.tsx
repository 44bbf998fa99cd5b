"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import type { FormEvent } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { changeOwnPassword } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";

/** Changes one's own password, for who knows the one before. */
export function PasswordForm({ email }: { email: string }) {
  const say = useWords("people");
  const { told, tell } = useOwnWrite();
  const [{ fetching }, change] = useMutation(changeOwnPassword);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (name: string) => String(new FormData(form).get(name) ?? "");
    const input = { currentPassword: text("current"), password: text("password") };
    const { data, error } = await change({ input });
    if (tell(data?.changeOwnPassword, error, say("me.passwordDone"))) form.reset();
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-prose flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {/* For managers of passwords, which keep one for a name. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <div className="w-full">
        <Field
          label={say("me.current")}
          name="current"
          type="password"
          required
          autoComplete="current-password"
        />
      </div>
      <div className="w-full">
        <Field
          label={say("me.new")}
          name="password"
          type="password"
          required
          maxLength={TEXT_MAX.password}
          autoComplete="new-password"
          hint={say("me.newHint")}
        />
      </div>
      <Button type="submit" size="form" disabled={fetching} aria-busy={fetching}>
        {say("me.changePassword")}
      </Button>
    </form>
  );
}
