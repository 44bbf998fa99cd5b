"use client";

import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";

/** Shown for a page that failed, with a button to try again. The error itself is in the admin's log. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const say = useWords("shell");
  return (
    <div role="alert">
      <EmptyState isPage icon="errored" title={say("failure.broke")}>
        <p className="mb-4">{say("failure.brokeHelp")}</p>
        <Button onClick={reset}>{say("act.retry")}</Button>
      </EmptyState>
    </div>
  );
}
