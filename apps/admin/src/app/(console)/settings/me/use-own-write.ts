import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWriteFailure } from "@/graphql/write-failure.ts";

type WriteError = Parameters<ReturnType<typeof useWriteFailure>>[0];
type Answer = { __typename: string; message?: string } | undefined;

/** Tells what became of a change of one's own account, and reads the page again. */
export function useOwnWrite() {
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);

  /** @returns whether it was done */
  function tell(result: Answer, error: WriteError, done: string): boolean {
    const isDone = result?.__typename === "Operator";
    setTold(
      isDone
        ? { tone: "ok", words: done }
        : { tone: "problem", words: result?.message ?? writeFailure(error) },
    );
    router.refresh();
    return isDone;
  }

  return { told, tell };
}
