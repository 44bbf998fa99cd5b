"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/controls/button.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";

/** Codes for paper, shown this once: whoever loses their app gets in by them. */
export function PaperCodes({ codes }: { codes: readonly string[] }) {
  const say = useWords("people");
  const router = useRouter();
  return (
    <div className="flex max-w-prose flex-col items-start gap-3">
      <Notice tone="ok">{say("factor.done")}</Notice>
      <ul
        aria-label={say("factor.paper")}
        className="grid grid-cols-1 gap-x-6 gap-y-1 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} data-name="">
            {code}
          </li>
        ))}
      </ul>
      <CopyButton text={codes.join("\n")} label={say("factor.paper")} showLabel />
      <Button size="form" look="primary" onClick={() => router.refresh()}>
        {say("factor.kept")}
      </Button>
    </div>
  );
}
