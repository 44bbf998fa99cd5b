"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWriteFailure } from "@/graphql/write-failure.ts";

/** What a pause, or its end, was answered with. */
export interface PauseAnswer {
  /** Undefined where nothing was answered. */
  result: { __typename: string; code?: string; message?: string } | undefined;
  error: Parameters<ReturnType<typeof useWriteFailure>>[0];
}

export interface PauseWrites<Given> {
  told: { isDone: boolean; words: string } | null;
  isWriting: boolean;
  /** @returns whether a form has nothing more to do: it is done, or what it was filled in for has changed */
  pause(expectedVersion: number, given: Given): Promise<boolean>;
  resume(expectedVersion: number): Promise<boolean>;
}

/** Writes a pause or its end, and reads the page again, also when it was refused: it was out of date. */
export function usePause<Given>(send: {
  isWriting: boolean;
  pause(expectedVersion: number, given: Given): Promise<PauseAnswer>;
  resume(expectedVersion: number): Promise<PauseAnswer>;
}): PauseWrites<Given> {
  const say = useWords("pause");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [told, setTold] = useState<PauseWrites<Given>["told"]>(null);

  function tell({ result, error }: PauseAnswer, done: string): boolean {
    router.refresh();
    const isDone = result !== undefined && result.code === undefined;
    setTold({ isDone, words: isDone ? done : (result?.message ?? writeFailure(error)) });
    return isDone || result?.code === "CONFLICT";
  }

  return {
    told,
    isWriting: send.isWriting,
    pause: async (version, given) => tell(await send.pause(version, given), say("nowPaused")),
    resume: async (version) => tell(await send.resume(version), say("nowOpen")),
  };
}
