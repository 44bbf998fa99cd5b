"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { revokeApiKey } from "../api-keys.graphql.ts";

/** Ends a key for good, after it was asked once. */
export function RevokeKey({ operatorId, keyId, name }: { operatorId: string; keyId: string; name: string }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, revoke] = useMutation(revokeApiKey);
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm() {
    const { data, error } = await revoke({ input: { operatorId, keyId } });
    const result = data?.revokeApiKey;
    if (result?.__typename !== "Operator") setProblem(result?.message ?? writeFailure(error));
    setAsked(false);
    router.refresh();
  }

  if (!isAsked)
    return (
      <>
        {problem !== null && (
          <p role="alert" className="text-problem">
            {problem}
          </p>
        )}
        <Button size="row" onClick={() => setAsked(true)}>
          {say("keys.revokeAsk")}
          <span className="sr-only" data-name="">
            {name}
          </span>
        </Button>
      </>
    );
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="max-w-48">{say("keys.revokeAsks")}</p>
      <div className="flex flex-wrap gap-1">
        <Button
          look="primary"
          size="row"
          autoFocus
          disabled={fetching}
          aria-busy={fetching}
          onClick={() => void confirm()}
        >
          {say("keys.revoke")}
        </Button>
        <Button look="quiet" size="row" onClick={() => setAsked(false)}>
          {say("cancel")}
        </Button>
      </div>
    </div>
  );
}
