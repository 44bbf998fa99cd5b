"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { resumeRollout, rollBackRollout, stopRollout } from "../rollout.graphql.ts";

/** Stops a rollout that runs; lets a stopped one go on, rolls it back, or ends it. */
export function RolloutActs({ rolloutId, version, isStopped }: RolloutActsProps) {
  const say = useWords("rollouts");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [, stop] = useMutation(stopRollout);
  const [, resume] = useMutation(resumeRollout);
  const [, rollBack] = useMutation(rollBackRollout);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const seen = { input: { rolloutId, expectedVersion: version } };

  async function act(send: () => Promise<Sent>) {
    if (isBusy) return;
    setIsBusy(true);
    const { answer, error } = await send();
    setIsBusy(false);
    setFailure(answer?.__typename === "MenuRollout" ? null : (answer?.message ?? writeFailure(error)));
    router.refresh();
  }

  const stopIt = (end: boolean) =>
    act(async () => {
      const { data, error } = await stop({ input: { rolloutId, end } });
      return { answer: data?.stopMenuRollout, error };
    });
  const goOn = () =>
    act(async () => {
      const { data, error } = await resume(seen);
      return { answer: data?.resumeMenuRollout, error };
    });
  const back = () =>
    act(async () => {
      const { data, error } = await rollBack(seen);
      return { answer: data?.rollBackMenuRollout, error };
    });

  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      <span role="alert" className="text-problem text-xs empty:hidden">
        {failure}
      </span>
      {isStopped ? (
        <>
          <Button onClick={() => void stopIt(true)} aria-busy={isBusy}>
            {say("act.end")}
          </Button>
          <Button onClick={() => void goOn()} aria-busy={isBusy}>
            {say("act.resume")}
          </Button>
          <Button look="primary" onClick={() => void back()} aria-busy={isBusy}>
            {say("act.rollBack")}
          </Button>
        </>
      ) : (
        <Button look="primary" onClick={() => void stopIt(false)} aria-busy={isBusy}>
          {say("act.stop")}
        </Button>
      )}
    </span>
  );
}

interface Sent {
  answer: { __typename: string; message?: string } | undefined;
  error: Parameters<ReturnType<typeof useWriteFailure>>[0];
}

interface RolloutActsProps {
  rolloutId: string;
  version: number;
  isStopped: boolean;
}
