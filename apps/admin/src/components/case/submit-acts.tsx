"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ask } from "@/graphql/ask.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { recheckSubmit, tryOrderNow } from "./case.graphql.ts";

/** Has a waiting order tried at once. What it does is said beside the button; the ledger judges it again. */
export function TryNow({ orderId, sentence, whyNot, from, zone }: TryNowProps) {
  const say = useWords("cases");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, tryNow] = useMutation(tryOrderNow);
  const [answer, setAnswer] = useState<{ isDone: boolean; words: string } | null>(null);

  async function act() {
    const { data, error } = await tryNow({ input: { orderId } });
    const result = data?.tryOrderNow;
    if (result?.__typename === "Order") setAnswer({ isDone: true, words: say("acts.tried") });
    else setAnswer({ isDone: false, words: result?.message ?? writeFailure(error) });
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-2">
      {answer && <Notice tone={answer.isDone ? "ok" : "problem"}>{answer.words}</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" size="form" disabled={fetching || whyNot !== null} onClick={act}>
          {say("acts.tryNow")}
        </Button>
        <p className="min-w-60 flex-1 text-ink-soft">
          {from !== null && (
            <span className="font-medium">
              {say.rich("acts.from", { time: () => <Moment at={from} zone={zone} /> })}{" "}
            </span>
          )}
          {whyNot ?? sentence}
        </p>
      </div>
    </div>
  );
}

interface TryNowProps {
  orderId: string;
  /** What it will do. */
  sentence: string;
  /** Why it cannot be done now; null where it can. */
  whyNot: string | null;
  /** From when on it can, where that is known; ISO 8601. */
  from: string | null;
  /** The store's. */
  zone: string;
}

/** Judges a refused order or call by today's mappings, menu and prices. It only reads. */
export function Recheck({ id, sentence }: { id: string; sentence: string | null }) {
  const say = useWords("cases");
  const writeFailure = useWriteFailure();
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<ResultOf<typeof recheckSubmit>["recheckSubmit"]>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function check() {
    setBusy(true);
    const { data, error } = await ask(recheckSubmit, { id });
    setBusy(false);
    setFound(data?.recheckSubmit ?? null);
    if (error) setProblem(writeFailure(error));
    else setProblem(data?.recheckSubmit ? null : say("acts.gone"));
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="form" disabled={isBusy} onClick={check}>
          {say("acts.recheck")}
        </Button>
        {sentence !== null && <p className="min-w-60 flex-1 text-ink-soft">{sentence}</p>}
      </div>
      <div aria-live="polite">
        {problem !== null && <Notice tone="problem">{problem}</Notice>}
        {found && (
          <Notice tone={found.wouldBePlaced ? "ok" : "problem"}>
            <p>{found.sentence}</p>
            <ul className="list-disc pl-5">
              {found.issues.map((issue) => (
                <li key={issue.message}>
                  {issue.message}
                  {issue.isNew && <> ({say("acts.isNew")})</>}
                </li>
              ))}
            </ul>
            {found.gone.length > 0 && (
              <>
                <p>{say("acts.was")}</p>
                <ul className="list-disc pl-5">
                  {found.gone.map((issue) => (
                    <li key={issue.message}>{issue.message}</li>
                  ))}
                </ul>
              </>
            )}
          </Notice>
        )}
      </div>
    </div>
  );
}
