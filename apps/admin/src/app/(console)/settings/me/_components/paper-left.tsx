"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { replacePaperCodes } from "../me.graphql.ts";

/** With so few left it is time for new ones. */
const FEW = 3;

/** How many codes on paper are left, and makes ten others for who shows the second factor. */
export function PaperLeft({ left, onDone }: { left: number; onDone: (codes: readonly string[]) => void }) {
  const say = useWords("people");
  const writeFailure = useWriteFailure();
  const [{ fetching }, replace] = useMutation(replacePaperCodes);
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    const { data, error } = await replace({ input: { code } });
    const result = data?.replacePaperCodes;
    if (result?.__typename === "PaperCodes") onDone(result.codes);
    else setProblem(result?.message ?? writeFailure(error));
  }

  const told = say("factor.left", { count: left });
  return (
    <>
      {left <= FEW ? (
        <Notice tone="wait">
          <p>{told}</p>
          <p>{say("factor.fewLeft")}</p>
        </Notice>
      ) : (
        <p className="text-ink-soft">{told}</p>
      )}
      {isAsked ? (
        <form method="post" onSubmit={submit} className="flex w-full flex-col items-start gap-3">
          <p>{say("factor.renewAsks")}</p>
          {problem !== null && <Notice tone="problem">{problem}</Notice>}
          <div className="w-full">
            <Field
              label={say("factor.code")}
              hint={say("factor.codeOrPaper")}
              name="code"
              required
              autoFocus
              maxLength={TEXT_MAX.signInCode}
              autoComplete="one-time-code"
              spellCheck={false}
            />
          </div>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
              {say("factor.renew")}
            </Button>
            <Button look="quiet" size="form" onClick={() => setAsked(false)}>
              {say("cancel")}
            </Button>
          </div>
        </form>
      ) : (
        <Button size="form" onClick={() => setAsked(true)}>
          {say("factor.renewOpen")}
        </Button>
      )}
    </>
  );
}
