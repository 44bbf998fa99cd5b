"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";

/** Hold what is in force, go back to a version, let go of the one that the store is held at. */
export type Act = "hold" | "rollBack" | "release";

const DO = { hold: "dialog.doHold", rollBack: "dialog.doRollBack", release: "dialog.doRelease" } as const;

/** Asks once more before what guests pay changes, and why. */
export function PinForm({ act, storeName, isWriting, submit, cancel }: PinFormProps) {
  const say = useWords("versions");
  const [reason, setReason] = useState("");

  function send(event: FormEvent) {
    event.preventDefault();
    void submit(reason);
  }

  return (
    <form onSubmit={send} className="flex max-w-prose flex-col gap-3 rounded-md border p-3">
      <p className="font-medium">{say(`dialog.${act}`, { store: storeName })}</p>
      <p className="text-ink-soft">{say(act === "release" ? "dialog.releaseWhat" : "dialog.holdWhat")}</p>
      {act !== "release" && (
        <Field
          label={say("why")}
          hint={say("whyHelp")}
          value={reason}
          required
          autoFocus
          maxLength={TEXT_MAX.reason}
          autoComplete="off"
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say(DO[act])}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}

interface PinFormProps {
  act: Act;
  storeName: string;
  isWriting: boolean;
  submit: (reason: string) => Promise<void>;
  cancel: () => void;
}
