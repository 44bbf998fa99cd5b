"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { removeOwnSecondFactor } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";

/** Takes one's own second factor away, for who knows the password and shows a code. */
export function RemoveFactor({ onDone }: { onDone: () => void }) {
  const say = useWords("people");
  const { told, tell } = useOwnWrite();
  const [{ fetching }, remove] = useMutation(removeOwnSecondFactor);
  const [isAsked, setAsked] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const { data, error } = await remove({ input: { currentPassword: text("current"), code: text("code") } });
    if (tell(data?.removeOwnSecondFactor, error, say("factor.removed"))) onDone();
  }

  if (!isAsked) {
    return (
      <Button size="form" onClick={() => setAsked(true)}>
        {say("factor.removeOpen")}
      </Button>
    );
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
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="form" disabled={fetching} aria-busy={fetching}>
          {say("factor.remove")}
        </Button>
        <Button look="quiet" size="form" onClick={() => setAsked(false)}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}
