"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";

export interface GivenKey {
  /** Null to have one made. */
  key: string | null;
  overlapMinutes: number;
}

const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const overlaps = [
  ["day", DAY_MINUTES],
  ["week", WEEK_MINUTES],
  ["month", 30 * DAY_MINUTES],
  ["none", 0],
] as const;

/** Asks for the new key of a store's bridge, and how long the old one counts too. */
export function RotateKeyForm({ isWriting, rotate, cancel }: RotateKeyFormProps) {
  const say = useWords("pos");
  const [from, setFrom] = useState<"make" | "give">("make");
  const [key, setKey] = useState("");
  const [overlap, setOverlap] = useState<number>(WEEK_MINUTES);

  function submit(event: FormEvent) {
    event.preventDefault();
    void rotate({ key: from === "make" ? null : key, overlapMinutes: overlap });
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <RadioField
        question={say("keys.question")}
        choices={[
          { choice: "make", words: say("keys.make"), aside: say("keys.makeHint") },
          { choice: "give", words: say("keys.give") },
        ]}
        chosen={from}
        onChange={setFrom}
      />
      {from === "give" && (
        <Field
          label={say("key.text")}
          value={key}
          required
          maxLength={TEXT_MAX.reason}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setKey(target.value)}
        />
      )}
      <label className="block">
        <span className="mb-1 block font-medium">{say("keys.overlap")}</span>
        <select
          value={overlap}
          onChange={({ target }) => setOverlap(Number(target.value))}
          className={inputClass}
        >
          {overlaps.map(([name, minutes]) => (
            <option key={name} value={minutes}>
              {say(`keys.minutes.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {overlap === 0 && <p className="text-problem">{say("keys.atOnce")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("keys.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("keys.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface RotateKeyFormProps {
  isWriting: boolean;
  rotate: (given: GivenKey) => Promise<void>;
  cancel: () => void;
}
