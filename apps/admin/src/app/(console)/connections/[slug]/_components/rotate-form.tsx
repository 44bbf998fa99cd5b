"use client";

import { SHARED_ID_LENGTH } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { SharedIdField } from "@/components/connection/shared-id-field.tsx";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";

export interface GivenSharedId {
  /** Null to have one made. */
  sharedId: string | null;
  overlapMinutes: number;
}

const DAY_MINUTES = 1_440;
const overlaps = [
  ["week", 7 * DAY_MINUTES],
  ["month", 30 * DAY_MINUTES],
  ["day", DAY_MINUTES],
  ["none", 0],
] as const;

/** Asks for the new SharedId, and how long the old one goes on working. */
export function RotateForm({ isWriting, rotate, cancel }: RotateFormProps) {
  const say = useWords("connection");
  const [sharedId, setSharedId] = useState<string | null>(null);
  const [overlap, setOverlap] = useState<number>(overlaps[0][1]);

  function submit(event: FormEvent) {
    event.preventDefault();
    void rotate({ sharedId, overlapMinutes: overlap });
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <SharedIdField question={say("rotate.question")} value={sharedId} onChange={setSharedId} autoFocus />
      <label className="block">
        <span className="mb-1 block font-medium">{say("rotate.overlap")}</span>
        <select
          value={overlap}
          onChange={({ target }) => setOverlap(Number(target.value))}
          className={inputClass}
        >
          {overlaps.map(([name, minutes]) => (
            <option key={name} value={minutes}>
              {say(`rotate.minutes.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {overlap === 0 && <p className="text-problem">{say("rotate.atOnce")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          size="form"
          disabled={isWriting || (sharedId !== null && sharedId.length < SHARED_ID_LENGTH.min)}
          aria-busy={isWriting}
        >
          {say("rotate.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("rotate.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface RotateFormProps {
  isWriting: boolean;
  rotate: (given: GivenSharedId) => Promise<void>;
  cancel: () => void;
}
