"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type FullPerson, removePasskeys } from "../person.graphql.ts";

/** Takes every passkey away from a person who lost them; says what follows, and asks once. */
export function RemovePasskeys({ person }: { person: FullPerson }) {
  const say = useWords("people");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, remove] = useMutation(removePasskeys);
  const [isAsked, setAsked] = useState(false);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);
  const count = person.passkeyCount ?? 0;
  const { id: operatorId, version: expectedVersion, name } = person;

  async function confirm() {
    const { data, error } = await remove({ input: { operatorId, expectedVersion } });
    const result = data?.removePasskeys;
    setTold(
      result?.__typename === "Operator"
        ? { tone: "ok", words: say("passkey.removedOf", { name }) }
        : { tone: "problem", words: result?.message ?? writeFailure(error) },
    );
    setAsked(false);
    router.refresh();
  }

  const notice = told !== null && <Notice tone={told.tone}>{told.words}</Notice>;
  if (count === 0) return notice && <div className="mb-3">{notice}</div>;
  return (
    <div className="mb-3 flex flex-col items-start gap-3">
      {notice}
      <p className="max-w-prose text-ink-soft">
        {isAsked ? say("passkey.asks", { name }) : say("passkey.has", { name, count })}
      </p>
      {isAsked ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            size="form"
            autoFocus
            disabled={fetching}
            aria-busy={fetching}
            onClick={() => void confirm()}
          >
            {say("passkey.removeAll")}
          </Button>
          <Button look="quiet" size="form" onClick={() => setAsked(false)}>
            {say("cancel")}
          </Button>
        </div>
      ) : (
        <Button size="form" onClick={() => setAsked(true)}>
          {say("passkey.removeOpen")}
        </Button>
      )}
    </div>
  );
}
