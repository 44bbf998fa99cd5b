"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, startTransition, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { startSecondFactor } from "../me.graphql.ts";
import { PaperCodes } from "./paper-codes.tsx";
import { PaperLeft } from "./paper-left.tsx";
import { RemoveFactor } from "./remove-factor.tsx";
import { SecretSteps } from "./secret-steps.tsx";

/** Sets up a code besides the password, makes its codes for paper anew, and takes it away again. */
export function SecondFactor({ isOn, paperLeft }: { isOn: boolean; paperLeft: number | null }) {
  const say = useWords("people");
  const router = useRouter();
  const [shown, setShown] = useState<{ codes: readonly string[]; told: string } | null>(null);
  const [isRemoved, setRemoved] = useState(false);

  if (shown !== null) {
    // Both at once, so that what was before is not seen in between.
    const onKept = () =>
      startTransition(() => {
        router.refresh();
        setShown(null);
      });
    return <PaperCodes {...shown} onKept={onKept} />;
  }
  return (
    <div className="flex max-w-prose flex-col items-start gap-3">
      {isRemoved && !isOn && <Notice tone="ok">{say("factor.removed")}</Notice>}
      <p className="text-ink-soft">{say(isOn ? "factor.on" : "factor.off")}</p>
      {isOn ? (
        <>
          {paperLeft !== null && (
            <PaperLeft
              left={paperLeft}
              onDone={(codes) => setShown({ codes, told: say("factor.renewed") })}
            />
          )}
          <RemoveFactor onDone={() => setRemoved(true)} />
        </>
      ) : (
        <SetUp onDone={(codes) => setShown({ codes, told: say("factor.done") })} />
      )}
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

  if (secret !== null) return <SecretSteps {...secret} onDone={onDone} onCancel={() => setSecret(null)} />;
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
