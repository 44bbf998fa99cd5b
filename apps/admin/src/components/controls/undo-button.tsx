"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "./button.tsx";

/** Takes back what was just done; `undo` answers null, or the sentence that says why it could not. */
export function UndoButton({ undo, label }: { undo: () => Promise<string | null>; label?: string }) {
  const say = useWords("shell");
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function run() {
    setPending(true);
    setFailure(await undo());
    setPending(false);
  }

  return (
    <span className="inline-flex items-center gap-2">
      {failure && <span role="alert">{failure}</span>}
      <Button size="row" onClick={run} disabled={isPending} aria-busy={isPending}>
        {label ?? say("act.undo")}
      </Button>
    </span>
  );
}
