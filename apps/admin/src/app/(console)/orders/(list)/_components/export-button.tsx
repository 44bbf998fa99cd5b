"use client";

import { useWords } from "@parley/words/react";
import { useRef, useState } from "react";
import { Button } from "@/components/controls/button.tsx";

/** Gets the list as a file, and says meanwhile how far it is. */
export function ExportButton({ path }: { path: string }) {
  const say = useWords("orders");
  const [told, setTold] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const left = useRef<AbortController | null>(null);

  async function run() {
    const stop = new AbortController();
    left.current = stop;
    setRunning(true);
    setTold(say("export.running", { count: 0 }));
    try {
      const response = await fetch(path, { signal: stop.signal });
      if (!response.ok || response.body === null) throw new Error("refused");
      const parts: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body.getReader();
      // The first line is the header's.
      let count = -1;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        // Lines inside of a text end without a carriage return.
        count += value.filter((byte) => byte === 13).length;
        setTold(say("export.running", { count: Math.max(count, 0) }));
      }
      save(new Blob(parts, { type: "text/csv" }));
      setTold(say("export.over", { count }));
    } catch {
      setTold(stop.signal.aborted ? null : say("export.broken"));
    }
    setRunning(false);
  }

  return (
    <>
      <span role="status" className="text-xs text-ink-soft">
        {told}
      </span>
      <Button onClick={isRunning ? () => left.current?.abort() : run}>
        {say(isRunning ? "export.stop" : "export.start")}
      </Button>
    </>
  );
}

function save(file: Blob): void {
  const href = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = href;
  link.download = "orders.csv";
  link.click();
  URL.revokeObjectURL(href);
}
