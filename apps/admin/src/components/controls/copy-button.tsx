"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useState } from "react";
import { Icon } from "@/components/display/icon.tsx";

/** Copies `text`. `label` names the thing in the accessible name and hover text, e.g. "request uid". */
export function CopyButton({ text, label, showLabel = false }: CopyButtonProps) {
  const say = useWords("shell");
  const [copied, setCopied] = useState<"yes" | "failed" | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  function copy() {
    // The clipboard exists on https and on loopback only; elsewhere the button says so instead of lying.
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setCopied("yes"),
      () => setCopied("failed"),
    );
  }

  const offer = say("copy.it", { what: label });
  const said = copied === "yes" ? say("copy.done") : copied === "failed" ? say("copy.failed") : offer;
  return (
    <button
      type="button"
      onClick={copy}
      title={said}
      className="row-above inline-flex min-h-6 min-w-6 items-center justify-center gap-1.5 rounded px-1 text-ink-faint hover:bg-sunken hover:text-ink"
    >
      <Icon name={copied === "yes" ? "check" : copied === "failed" ? "close" : "copy"} size={14} />
      <span className={showLabel ? "text-xs" : "sr-only"} aria-live="polite">
        {said}
      </span>
    </button>
  );
}

interface CopyButtonProps {
  text: string;
  label: string;
  showLabel?: boolean;
}
