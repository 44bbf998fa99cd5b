"use client";

import { useState } from "react";
import { Button } from "./button.tsx";

/** Takes back what was just done; `undo` answers null, or the sentence that says why it could not. */
export function UndoButton({ undo, label = "Undo" }: { undo: () => Promise<string | null>; label?: string }) {
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
        {label}
      </Button>
    </span>
  );
}
