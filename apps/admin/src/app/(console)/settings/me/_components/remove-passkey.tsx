"use client";

import { useWords } from "@parley/words/react";
import type { FormEvent } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { removeOwnPasskey } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";
import { ProofFields, proofIn } from "./proof-fields.tsx";

/** Removes one of one's own passkeys, for who shows that it is them. */
export function RemovePasskey({
  id,
  hasSecondFactor,
  onDone,
  onCancel,
}: {
  id: string;
  hasSecondFactor: boolean;
  onDone: () => void;
  onCancel: () => void;
}) {
  const say = useWords("people");
  const { told, tell } = useOwnWrite();
  const [{ fetching }, remove] = useMutation(removeOwnPasskey);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { data, error } = await remove({ input: { passkeyId: id, ...proofIn(event.currentTarget) } });
    if (tell(data?.removeOwnPasskey, error, "")) onDone();
  }

  return (
    <form method="post" onSubmit={submit} className="flex w-full flex-col items-start gap-3">
      <p>{say("passkey.removeAsks")}</p>
      {told?.tone === "problem" && <Notice tone="problem">{told.words}</Notice>}
      <ProofFields hasSecondFactor={hasSecondFactor} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="form" disabled={fetching} aria-busy={fetching}>
          {say("passkey.removeConfirm")}
        </Button>
        <Button look="quiet" size="form" onClick={onCancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}
