"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { startFireDrill, stopFireDrill } from "../run-fire-drill.graphql.ts";

/** Starts a fire drill, or stops the one that runs: one button, so that the focus stays where it is. */
export function RunButton({ locationId, running, isFirst }: RunButtonProps) {
  const say = useWords("drill");
  const writeFailure = useWriteFailure();
  const router = useRouter();
  const [{ fetching: isStarting }, start] = useMutation(startFireDrill);
  const [{ fetching: isStopping }, stop] = useMutation(stopFireDrill);
  const [told, setTold] = useState<Told | null>(null);
  // That it has started is no news any more once it has ended.
  const isNews = told !== null && (told.isRunning ?? running !== null) === (running !== null);
  const isBusy = isStarting || isStopping;

  async function run() {
    if (isBusy) return;
    if (running === null) {
      const { data, error } = await start({ input: { locationId } });
      tell(data?.startFireDrill, error, "page.started");
    } else {
      const { data, error } = await stop({ input: { locationId, fireDrillId: running } });
      tell(data?.stopFireDrill, error, "page.stopped");
    }
    router.refresh();
  }

  function tell(
    answer: { __typename: string; message?: string } | undefined,
    error: Parameters<typeof writeFailure>[0],
    done: "page.started" | "page.stopped",
  ) {
    if (answer?.__typename === "FireDrill")
      setTold({ isDone: true, words: say(done), isRunning: done === "page.started" });
    else setTold({ isDone: false, words: answer?.message ?? writeFailure(error), isRunning: null });
  }

  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      <span role="status" className={`text-xs empty:hidden ${told?.isDone ? "text-ok" : "text-problem"}`}>
        {isNews && told.words}
      </span>
      {/* Not disabled while it is sent: a disabled button would lose the focus. */}
      <Button look={running === null ? "primary" : "plain"} onClick={run} aria-busy={isBusy}>
        {say(running !== null ? "page.stop" : isFirst ? "page.start" : "page.again")}
      </Button>
    </span>
  );
}

interface Told {
  isDone: boolean;
  words: string;
  /** Whether a drill runs as long as this is news; null for what failed. */
  isRunning: boolean | null;
}

interface RunButtonProps {
  locationId: string;
  /** The drill that runs. */
  running: string | null;
  /** No drill was held here yet. */
  isFirst: boolean;
}
