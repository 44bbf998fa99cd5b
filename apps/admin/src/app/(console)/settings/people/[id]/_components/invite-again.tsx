"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { LinkShown, type MadeLink } from "@/components/person/link-shown.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type FullPerson, inviteAgain } from "../person.graphql.ts";

/** Makes another link for somebody who has not come in yet: the one before was lost, or is over. */
export function InviteAgain({ person, sendsMail }: { person: FullPerson; sendsMail: boolean }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, invite] = useMutation(inviteAgain);
  const [link, setLink] = useState<MadeLink | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function make(byEmail: boolean) {
    const { data, error } = await invite({
      input: { operatorId: person.id, expectedVersion: person.version, byEmail },
    });
    const result = data?.inviteAgain;
    const isMade = result?.__typename === "OperatorInvitation";
    setLink(isMade ? { url: `${window.location.origin}${result.path}`, delivery: result.delivery } : null);
    setProblem(isMade ? null : (result?.message ?? writeFailure(error)));
    router.refresh();
  }

  return (
    <div className="mb-3 flex flex-col items-start gap-3">
      {link !== null && <LinkShown link={link} name={person.name} email={person.email} />}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className="flex flex-wrap gap-2">
        {sendsMail && (
          <Button size="form" disabled={fetching} aria-busy={fetching} onClick={() => void make(true)}>
            {say("invite.sendAgain")}
          </Button>
        )}
        <Button size="form" disabled={fetching} aria-busy={fetching} onClick={() => void make(false)}>
          {say("invite.again")}
        </Button>
      </div>
      <p className="text-xs text-ink-soft">{say("invite.againHint")}</p>
    </div>
  );
}
