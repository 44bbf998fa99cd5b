import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ResultOf } from "@/graphql/document.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { changeOperator, disableOperator, enableOperator, resetOperatorPassword } from "./person.graphql.ts";

/** What became of a change: `stale` is one of a person who was changed meanwhile. */
type WriteOutcome = { kind: "done"; version: number } | { kind: "refused" | "stale"; message: string };

/** Writes changes of a person, and reads the page again, also when one was refused: it may be out of date. */
export function usePersonWrites() {
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isChanging }, sendChange] = useMutation(changeOperator);
  const [{ fetching: isDisabling }, sendDisable] = useMutation(disableOperator);
  const [{ fetching: isEnabling }, sendEnable] = useMutation(enableOperator);
  const [{ fetching: isResetting }, sendReset] = useMutation(resetOperatorPassword);
  const [told, setTold] = useState<{ isDone: boolean; words: string } | null>(null);

  function tell(result: Answer, error: WriteError, done: string): WriteOutcome {
    router.refresh();
    if (result?.__typename === "Operator") {
      setTold({ isDone: true, words: done });
      return { kind: "done", version: result.version };
    }
    const message = result?.message ?? writeFailure(error);
    setTold({ isDone: false, words: message });
    return { kind: result?.code === "CONFLICT" ? "stale" : "refused", message };
  }

  return {
    told,
    isWriting: isChanging || isDisabling || isEnabling || isResetting,
    async change(input: Parameters<typeof sendChange>[0]["input"], done: string) {
      const { data, error } = await sendChange({ input });
      return tell(data?.changeOperator, error, done);
    },
    async disable(input: Seen, done: string) {
      const { data, error } = await sendDisable({ input });
      return tell(data?.disableOperator, error, done);
    },
    async enable(input: Seen, done: string) {
      const { data, error } = await sendEnable({ input });
      return tell(data?.enableOperator, error, done);
    },
    async resetPassword(input: Seen & { password: string }, done: string) {
      const { data, error } = await sendReset({ input });
      return tell(data?.resetOperatorPassword, error, done);
    },
  };
}

interface Seen {
  operatorId: string;
  expectedVersion: number;
}

type WriteError = Parameters<ReturnType<typeof useWriteFailure>>[0];
type Answer = ResultOf<typeof changeOperator>["changeOperator"] | undefined;
