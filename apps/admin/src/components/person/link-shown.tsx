"use client";

import { useWords } from "@parley/words/react";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";

/** A link that was just made for somebody, and whether it went out by e-mail. */
export interface MadeLink {
  url: string;
  delivery: "NOT_ASKED" | "SENT" | "FAILED" | "NO_MAIL_SERVER";
}

/** Shows it this once, also where it was sent: an e-mail may be lost. */
export function LinkShown({ link, name, email }: { link: MadeLink; name: string; email: string }) {
  const say = useWords("people");
  const isFailed = link.delivery === "FAILED" || link.delivery === "NO_MAIL_SERVER";
  return (
    <>
      {isFailed && <Notice tone="problem">{say("link.failed", { email })}</Notice>}
      <ShownOnce
        told={link.delivery === "SENT" ? say("link.sent", { email }) : say("link.done", { name })}
        label={say("link.label")}
        copy={say("link.copy")}
        secret={link.url}
      />
    </>
  );
}
