"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { endSessions, type FullPerson } from "../person.graphql.ts";

/** In how many browsers a person is signed in, and ends them all. */
export function EndSessions({ person }: { person: FullPerson }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, end] = useMutation(endSessions);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);
  const count = person.sessionCount ?? 0;

  async function endAll() {
    const { data, error } = await end({ input: { operatorId: person.id } });
    const result = data?.endSessions;
    setTold(
      result?.__typename === "Operator"
        ? { tone: "ok", words: say("sessions.ended", { name: person.name }) }
        : { tone: "problem", words: result?.message ?? writeFailure(error) },
    );
    router.refresh();
  }

  return (
    <div className="mb-3 flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      <p className="max-w-prose text-ink-soft">{say("sessions.count", { name: person.name, count })}</p>
      {count > 0 && (
        <Button size="form" disabled={fetching} aria-busy={fetching} onClick={() => void endAll()}>
          {say("sessions.end")}
        </Button>
      )}
    </div>
  );
}
