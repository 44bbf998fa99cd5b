"use client";

import { useWords } from "@parley/words/react";

/** What urql says of a write that has no result. */
interface WriteError {
  networkError?: Error;
  message: string;
}

/** Why a write has no result of its own, as a sentence: the API was not reached, or failed by accident. */
export function useWriteFailure(): (error: WriteError | undefined) => string {
  const say = useWords("shell");
  return (error) => {
    if (error === undefined) return say("failure.noAnswer");
    if (error.networkError) return say("failure.unsure");
    return error.message.replace("[GraphQL] ", "");
  };
}
