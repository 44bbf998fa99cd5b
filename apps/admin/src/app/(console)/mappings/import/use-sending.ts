"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { importPath } from "./import-address.ts";
import { type Sending, sendFile } from "./send-file.ts";

/** Sends a file and leads to what it would do; says how far it is, and why it was refused. */
export function useSending() {
  const say = useWords("imports");
  const router = useRouter();
  const [isJudging, startJudging] = useTransition();
  const [sending, setSending] = useState<(Sending & { name: string; percent: number }) | null>(null);
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<string | null>(null);

  async function take(file: File | undefined) {
    if (file === undefined) return;
    setFailure(null);
    setName(file.name);
    const started = sendFile(file, (percent) =>
      setSending((now) => (now === null ? null : { ...now, percent })),
    );
    setSending({ ...started, name: file.name, percent: 0 });
    const answer = await started.answer;
    setSending(null);
    if (answer.kind === "taken") startJudging(() => router.replace(importPath({ file: answer.id })));
    else if (answer.kind === "refused") setFailure(answer.message ?? say("page.failed"));
  }

  return { take, sending, isJudging, name, failure };
}
