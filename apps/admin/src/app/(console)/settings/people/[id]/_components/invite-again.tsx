"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type FullPerson, inviteAgain } from "../person.graphql.ts";

/** Makes another link for somebody who has not come in yet: the one before was lost, or is over. */
export function InviteAgain({ person }: { person: FullPerson }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, invite] = useMutation(inviteAgain);
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function make() {
    const { data, error } = await invite({
      input: { operatorId: person.id, expectedVersion: person.version },
    });
    const result = data?.inviteAgain;
    const isMade = result?.__typename === "OperatorInvitation";
    setLink(isMade ? `${window.location.origin}${result.path}` : null);
    setProblem(isMade ? null : (result?.message ?? writeFailure(error)));
    router.refresh();
  }

  return (
    <div className="mb-3 flex flex-col items-start gap-3">
      {link !== null && (
        <ShownOnce
          told={say("invite.done", { name: person.name })}
          label={say("invite.label")}
          secret={link}
        />
      )}
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <Button size="form" disabled={fetching} aria-busy={fetching} onClick={() => void make()}>
        {say("invite.again")}
      </Button>
      <p className="text-xs text-ink-soft">{say("invite.againHint")}</p>
    </div>
  );
}
