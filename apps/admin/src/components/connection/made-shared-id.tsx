"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/controls/button.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";

/** A SharedId that was made here, this once. It gets the focus: whoever made it must not miss it. */
export function MadeSharedId({ sharedId, forget }: { sharedId: string; forget: () => void }) {
  const say = useWords("connection");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={say("rotate.shown")}
      className="w-full max-w-prose rounded-md border border-accent p-3"
    >
      <p className="font-medium">{say("rotate.shown")}</p>
      <p className="my-2 flex flex-wrap items-center gap-2">
        <code className="font-mono break-all">{sharedId}</code>
        <CopyButton text={sharedId} label={say("rotate.copy")} showLabel />
      </p>
      <Button size="form" onClick={forget}>
        {say("rotate.seen")}
      </Button>
    </section>
  );
}
