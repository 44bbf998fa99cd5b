"use client";

import { useWords } from "@parley/words/react";
import type { AskFailure } from "./ask.ts";

/** Why a write has no result of its own, as a sentence: the API was not reached, or failed by accident. */
export function useWriteFailure(): (error: AskFailure | undefined) => string {
  const say = useWords("shell");
  return (error) => {
    if (error === undefined) return say("failure.noAnswer");
    if (error.isUnsure) return say("failure.unsure");
    return error.message;
  };
}
