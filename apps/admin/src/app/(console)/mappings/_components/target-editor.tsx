"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { ReasonField } from "@/components/controls/reason-field.tsx";
import { type Target, targetLabel } from "../mapping.ts";
import { Impact } from "./impact.tsx";

/** Chooses what a PAR id means, in place. Escape leaves without saving. */
export function TargetEditor({ label, targets, initial, impactOf, save, cancel }: TargetEditorProps) {
  const say = useWords("mappings");
  const [chosen, setChosen] = useState(initial);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (chosen === initial) return cancel();
    setPending(true);
    setFailure(await save(chosen, reason));
    setPending(false);
  }

  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && cancel()}
      className="flex flex-wrap items-center gap-1.5"
    >
      <select
        // biome-ignore lint/a11y/noAutofocus: the operator asked to edit this very field
        autoFocus
        aria-label={label}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        className="h-6 min-w-0 max-w-64 rounded-md border border-line-strong bg-surface px-1.5"
      >
        {initial === "" && <option value="">{say("choose.any")}</option>}
        {targets.map((target) => (
          <option key={target.id} value={target.id}>
            {targetLabel(target)}
          </option>
        ))}
      </select>
      <Button
        type="submit"
        look="primary"
        size="row"
        disabled={isPending || chosen === ""}
        aria-busy={isPending}
      >
        {say("acts.save")}
      </Button>
      <Button look="quiet" size="row" onClick={cancel}>
        {say("acts.cancel")}
      </Button>
      {chosen !== initial && chosen !== "" && (
        <div className="flex w-full flex-col gap-1.5">
          {impactOf !== null && <Impact ids={[impactOf]} />}
          <ReasonField value={reason} change={setReason} />
        </div>
      )}
      {failure && (
        <p role="alert" className="w-full text-xs text-problem">
          {failure}
        </p>
      )}
    </form>
  );
}

interface TargetEditorProps {
  label: string;
  targets: readonly Target[];
  /** The target's id now; empty for none. */
  initial: string;
  /** The mapping in force that would be replaced; null for none. */
  impactOf: string | null;
  /** Null when it worked, else the sentence to show. */
  save: (targetId: string, reason: string) => Promise<string | null>;
  cancel: () => void;
}
