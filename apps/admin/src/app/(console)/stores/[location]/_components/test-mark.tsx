"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { markTestStore } from "../mark-test-store.graphql.ts";

/**
 * Makes a live store a test store, or a test store a live one: what it is now, then what would follow, and only then
 * the act. Each is undone by the other.
 */
export function TestMark({ locationId, isTest, testReason }: TestMarkProps) {
  const say = useWords("stores");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, mark] = useMutation(markTestStore);
  const [isAsking, setAsking] = useState(false);
  const [wasAsking, setWasAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [told, setTold] = useState<{ isDone: boolean; words: string } | null>(null);

  function ask(isOpen: boolean) {
    setAsking(isOpen);
    setWasAsking(!isOpen);
    setReason("");
    setTold(null);
  }

  async function change(event: FormEvent) {
    event.preventDefault();
    const input = isTest ? { locationId, isTest: false } : { locationId, isTest: true, reason };
    const { data, error } = await mark({ input });
    const result = data?.markTestStore;
    const isDone = result?.__typename === "Location";
    if (isDone) ask(false);
    setTold({
      isDone,
      words: isDone
        ? say(result.isTest ? "mark.nowTest" : "mark.nowLive")
        : (result?.message ?? writeFailure(error)),
    });
    router.refresh();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.isDone ? "ok" : "problem"}>{told.words}</Notice>}
      <p className="max-w-prose text-ink-soft wrap-anywhere">
        {isTest ? say("mark.test.what", { reason: testReason ?? "–" }) : say("mark.live.what")}
      </p>
      {isAsking ? (
        <form onSubmit={change} className="flex w-full max-w-prose flex-col gap-3">
          <p className="font-medium">{say(isTest ? "mark.test.asks" : "mark.live.asks")}</p>
          {!isTest && (
            <Field
              label={say("mark.live.reason")}
              hint={say("mark.live.reasonHint")}
              value={reason}
              required
              autoFocus
              maxLength={TEXT_MAX.reason}
              autoComplete="off"
              onChange={({ target }) => setReason(target.value)}
            />
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              look="primary"
              size="form"
              autoFocus={isTest}
              disabled={fetching}
              aria-busy={fetching}
            >
              {say(isTest ? "mark.test.confirm" : "mark.live.confirm")}
            </Button>
            <Button look="quiet" size="form" onClick={() => ask(false)}>
              {say("mark.cancel")}
            </Button>
          </div>
        </form>
      ) : (
        <Button size="form" autoFocus={wasAsking} onClick={() => ask(true)}>
          {say(isTest ? "mark.test.act" : "mark.live.act")}
        </Button>
      )}
    </div>
  );
}

interface TestMarkProps {
  locationId: string;
  isTest: boolean;
  testReason: string | null;
}
