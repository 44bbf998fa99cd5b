"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { runRetention } from "../retention.graphql.ts";

/** Lets what is past its limit go now, at one brand or everywhere. */
export function RunButton({ id, words }: { id: string | null; words: string }) {
  const say = useWords("retention");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(runRetention);
  const [told, setTold] = useState<string | null>(null);

  async function run() {
    const { data, error } = await send({ input: { id } });
    const result = data?.runRetention;
    setTold(
      result?.__typename === "RetentionAsked" ? say("asked") : (result?.message ?? writeFailure(error)),
    );
    router.refresh();
  }

  return (
    <span className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-xs font-normal text-ink-soft">
        {told}
      </span>
      <Button onClick={run} aria-busy={fetching}>
        {words}
      </Button>
    </span>
  );
}
