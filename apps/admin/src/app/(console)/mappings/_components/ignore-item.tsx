"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { useIgnore } from "../use-ignore.ts";

/** Takes an id that is never ours out of the queue; asks why. */
export function IgnoreItem({ id, parId }: { id: string; parId: string }) {
  const say = useWords("mappings");
  const ignore = useIgnore();
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setFailure(await ignore(id, reason));
    setPending(false);
  }

  if (!isAsked)
    return (
      <Button look="quiet" size="row" onClick={() => setAsked(true)}>
        {say("ignore.ask")}
        <span className="sr-only"> {parId}</span>
      </Button>
    );
  return (
    <form onSubmit={submit} className="mt-1 flex flex-wrap items-center gap-2">
      <p className="w-full text-xs text-ink-soft">{say("ignore.what")}</p>
      <input
        // biome-ignore lint/a11y/noAutofocus: the operator asked to say why
        autoFocus
        required
        aria-label={say("ignore.why")}
        placeholder={say("ignore.why")}
        value={reason}
        maxLength={TEXT_MAX.reason}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
        className={`${inputClass} max-w-72`}
      />
      <Button type="submit" size="field" disabled={isPending} aria-busy={isPending}>
        {say("ignore.doIt")}
      </Button>
      <Button look="quiet" size="field" onClick={() => setAsked(false)}>
        {say("acts.cancel")}
      </Button>
      {failure && (
        <p role="alert" className="w-full text-xs text-problem">
          {failure}
        </p>
      )}
    </form>
  );
}
