"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { LinkShown, type MadeLink } from "@/components/person/link-shown.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type FullPerson, makeResetLink } from "../person.graphql.ts";

/** Makes a link by which a person who lost their password chooses another. */
export function ResetLink({ person, sendsMail }: { person: FullPerson; sendsMail: boolean }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(makeResetLink);
  const [link, setLink] = useState<MadeLink | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function make(byEmail: boolean) {
    const input = { operatorId: person.id, expectedVersion: person.version, byEmail };
    const { data, error } = await send({ input });
    const result = data?.makeResetLink;
    const isMade = result?.__typename === "ResetLink";
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
            {say("reset.send")}
          </Button>
        )}
        <Button size="form" disabled={fetching} aria-busy={fetching} onClick={() => void make(false)}>
          {say("reset.make")}
        </Button>
      </div>
      <p className="text-xs text-ink-soft">{say("reset.hint")}</p>
    </div>
  );
}
