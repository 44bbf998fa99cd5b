"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { LinkShown, type MadeLink } from "@/components/person/link-shown.tsx";
import type { FullPerson } from "../person.graphql.ts";
import { type LinkPurpose, useLinkWrites } from "../use-link-writes.ts";

/** Makes a link for a person, shown this once and sent too where e-mail is: to come in first, or to replace a password. */
export function PersonLink({
  person,
  purpose,
  sendsMail,
}: {
  person: FullPerson;
  purpose: LinkPurpose;
  sendsMail: boolean;
}) {
  const say = useWords("people");
  const router = useRouter();
  const { make, isWriting } = useLinkWrites(purpose);
  const [link, setLink] = useState<MadeLink | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function press(byEmail: boolean) {
    const made = await make({ operatorId: person.id, expectedVersion: person.version, byEmail });
    setLink(made.kind === "made" ? made.link : null);
    setProblem(made.kind === "made" ? null : made.message);
    router.refresh();
  }

  return (
    <div className="mb-3 flex flex-col items-start gap-3">
      {link !== null && <LinkShown link={link} name={person.name} email={person.email} />}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className="flex flex-wrap gap-2">
        {sendsMail && (
          <Button size="form" disabled={isWriting} aria-busy={isWriting} onClick={() => void press(true)}>
            {say(purpose === "invite" ? "invite.sendAgain" : "reset.send")}
          </Button>
        )}
        <Button size="form" disabled={isWriting} aria-busy={isWriting} onClick={() => void press(false)}>
          {say(purpose === "invite" ? "invite.again" : "reset.make")}
        </Button>
      </div>
      <p className="text-xs text-ink-soft">{say(purpose === "invite" ? "invite.againHint" : "reset.hint")}</p>
    </div>
  );
}
