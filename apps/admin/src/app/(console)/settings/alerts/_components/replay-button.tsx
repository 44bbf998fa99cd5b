"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { replayAlert } from "../alert-acts.graphql.ts";

/** Sends a message of the log once more, under the same id. */
export function ReplayButton({ deliveryId, title }: { deliveryId: string; title: string }) {
  const say = useWords("alerts");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, replay] = useMutation(replayAlert);
  const [problem, setProblem] = useState<string | null>(null);

  async function run() {
    const { data, error } = await replay({ input: { deliveryId } });
    const result = data?.replayAlert;
    const isDone = result?.__typename === "AlertDelivery";
    setProblem(
      isDone ? null : result !== undefined && "message" in result ? result.message : writeFailure(error),
    );
    router.refresh();
  }

  return (
    <span className="inline-flex items-center gap-2">
      <span role="status" className="text-xs text-problem empty:hidden">
        {problem}
      </span>
      <Button look="quiet" size="row" disabled={fetching} aria-busy={fetching} onClick={() => void run()}>
        {say("page.replay")}
        <span className="sr-only"> {title}</span>
      </Button>
    </span>
  );
}
