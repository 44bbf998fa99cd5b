"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type RedactionPolicy, setRedactionPolicy } from "./redaction.graphql.ts";

const RULES = ["ROLES", "ADMINS"] as const;

/** Changes who may reveal a guest, and which members of recorded calls are hidden. */
export function RedactionForm({ policy }: { policy: RedactionPolicy }) {
  const say = useWords("settings");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const field = useId();
  const [{ fetching }, send] = useMutation(setRedactionPolicy);
  const [revealedBy, setRevealedBy] = useState(policy.revealedBy);
  const [text, setText] = useState(policy.members.join("\n"));
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const members = text.split(/[\n,]/).map((name) => name.trim());
    const { data, error } = await send({
      input: {
        expectedVersion: policy.version,
        revealedBy,
        members: members.filter((name) => name !== ""),
      },
    });
    const result = data?.setRedactionPolicy;
    setTold(
      result?.__typename === "RedactionPolicy"
        ? { tone: "ok", words: say("redaction.saved") }
        : { tone: "problem", words: result?.message ?? writeFailure(error) },
    );
    router.refresh();
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <RadioField
        question={say("redaction.who")}
        choices={RULES.map((choice) => ({ choice, words: say(`redaction.rule.${choice}`) }))}
        chosen={revealedBy}
        onChange={setRevealedBy}
      />
      <div>
        <label htmlFor={field} className="mb-1 block font-medium">
          {say("redaction.members")}
        </label>
        <textarea
          id={field}
          rows={5}
          spellCheck={false}
          className={`${inputClass} h-32 py-2 font-mono`}
          aria-describedby={`${field}-hint`}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <p id={`${field}-hint`} className="mt-1 text-xs text-ink-soft">
          {say("redaction.membersHint")}
        </p>
      </div>
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      <div>
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say("redaction.save")}
        </Button>
      </div>
    </form>
  );
}
