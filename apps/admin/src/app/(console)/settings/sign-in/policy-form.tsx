"use client";

import type { Words } from "@parley/words";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type SignInPolicy, setSignInPolicy } from "./sign-in-policy.graphql.ts";

/** So many names are said; more are counted. */
const NAMES_MAX = 8;

const RULES = ["NOBODY", "ADMINS", "EVERYBODY"] as const;

/** Changes what sign-in asks; it holds from everybody's next click on. */
export function PolicyForm({ policy, hasFactor }: { policy: SignInPolicy; hasFactor: boolean }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(setSignInPolicy);
  const [secondFactor, setSecondFactor] = useState(policy.secondFactor);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const whole = (name: string) => Math.trunc(Number(form.get(name) ?? 0));
    const { data, error } = await send({
      input: {
        ...{ expectedVersion: policy.version, secondFactor },
        ...{ idleMinutes: whole("idle"), sessionHours: whole("hours") },
      },
    });
    const result = data?.setSignInPolicy;
    setProblem(result?.__typename === "SignInPolicy" ? null : (result?.message ?? writeFailure(error)));
    router.refresh();
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <RadioField
        question={say("policy.factor")}
        choices={RULES.map((choice) => ({ choice, words: say(`policy.rule.${choice}`) }))}
        chosen={secondFactor}
        onChange={setSecondFactor}
      />
      {secondFactor !== "NOBODY" && (
        <p role="status" className="text-ink-soft">
          {say("policy.stops", {
            count: policy[secondFactor].length,
            names: namesIn(say, policy[secondFactor]),
          })}
        </p>
      )}
      {secondFactor !== "NOBODY" && !hasFactor && <Notice tone="problem">{say("policy.youToo")}</Notice>}
      <Field
        label={say("policy.idle")}
        hint={say("policy.idleHint")}
        name="idle"
        type="number"
        min={5}
        max={720}
        required
        defaultValue={policy.idleMinutes}
      />
      <Field
        label={say("policy.hours")}
        hint={say("policy.hoursHint")}
        name="hours"
        type="number"
        min={1}
        max={12}
        required
        defaultValue={policy.sessionHours}
      />
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div>
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say("roles.save")}
        </Button>
        <p className="mt-2 text-xs text-ink-soft">{say("policy.hint")}</p>
      </div>
    </form>
  );
}

function namesIn(say: Words<"people">, people: readonly { name: string }[]): string {
  const names = people
    .slice(0, NAMES_MAX)
    .map(({ name }) => name)
    .join(", ");
  const count = people.length - NAMES_MAX;
  return count > 0 ? say("policy.more", { names, count }) : names;
}
