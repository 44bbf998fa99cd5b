"use client";

import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { useLeaveGuard } from "@/components/controls/use-leave-guard.ts";
import { Notice } from "@/components/feedback/notice.tsx";

/** Codes for paper, shown this once: whoever loses their app gets in by them. Asks before they are left unkept. */
export function PaperCodes({
  codes,
  told,
  onKept,
}: {
  codes: readonly string[];
  told: string;
  onKept: () => void;
}) {
  const say = useWords("people");
  useLeaveGuard(say("factor.keepFirst"));
  return (
    <div className="flex max-w-prose flex-col items-start gap-3">
      <Notice tone="ok">{told}</Notice>
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
      <CopyButton text={codes.join("\n")} label={say("factor.copyCodes")} showLabel />
      <Button size="form" look="primary" onClick={onKept}>
        {say("factor.kept")}
      </Button>
    </div>
  );
}
