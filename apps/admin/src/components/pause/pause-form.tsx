"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";

/** Asks why nothing is to be ordered, and until when. Needs the words of the room `pause`. */
export function PauseForm({ reason: before, isWriting, until, several, submit, cancel }: PauseFormProps) {
  const say = useWords("pause");
  const [reason, setReason] = useState(before ?? "");

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    submit(reason);
  }

  return (
    <form onSubmit={onSubmit} className="flex w-full max-w-prose flex-col gap-3">
      <Field
        label={say(several === undefined ? "reason" : "several.reason")}
        hint={say("reasonHint")}
        value={reason}
        required
        autoFocus
        maxLength={TEXT_MAX.reason}
        autoComplete="off"
        onChange={({ target }) => setReason(target.value)}
      />
      {until}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {several === undefined ? say("confirm") : say("several.confirm", { count: several })}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say(several === undefined ? "cancel" : "several.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface PauseFormProps {
  /** Why it is paused now. */
  reason: string | null;
  isWriting: boolean;
  /** The question until when. */
  until: ReactNode;
  /** How many are to be paused at once, where it may be more than one. */
  several?: number;
  submit: (reason: string) => void;
  cancel: () => void;
}
