"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { restoreAlertChannel } from "../alert-acts.graphql.ts";

type Gone = { id: string; name: string };
const RemovedContext = createContext<(gone: Gone) => void>(() => {});

/** Tells what was deleted, which its own row can no longer do, and offers the way back. */
export function Removed({ children }: { children: ReactNode }) {
  const say = useWords("alerts");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, restore] = useMutation(restoreAlertChannel);
  const [gone, setGone] = useState<Gone | null>(null);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);

  function tell(next: Gone) {
    setGone(next);
    setTold(null);
  }

  async function undo({ id, name }: Gone) {
    const { data, error } = await restore({ input: { channelId: id } });
    const result = data?.restoreAlertChannel;
    const isDone = result?.__typename === "AlertChannelChange";
    const problem = result !== undefined && "message" in result ? result.message : writeFailure(error);
    setTold(isDone ? { tone: "ok", words: say("page.back", { name }) } : { tone: "problem", words: problem });
    setGone(null);
    router.refresh();
  }

  return (
    <RemovedContext value={tell}>
      {(gone !== null || told !== null) && (
        <div className="border-b p-3">
          {gone !== null && (
            <Notice tone="wait">
              {say("page.removed", { name: gone.name })}{" "}
              <Button disabled={fetching} aria-busy={fetching} onClick={() => void undo(gone)}>
                {say("page.undo")}
              </Button>
            </Notice>
          )}
          {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
        </div>
      )}
      {children}
    </RemovedContext>
  );
}

/** Tells the page that a channel was deleted. */
export const useTellRemoved = () => useContext(RemovedContext);
