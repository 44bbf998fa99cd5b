"use client";

import { useWords } from "@parley/words/react";
import { inputClass } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { zoneName } from "@/format/time.ts";
import { type UntilChoice, untilChoices } from "./until.ts";

/** What is chosen; `time` is `HH:MM` on the store's clock, for `at` only. */
export interface ChosenUntil {
  choice: UntilChoice;
  time: string;
}

export const FIRST_CHOICE: ChosenUntil = { choice: "hour", time: "" };

/** Asks when something comes back by itself, at a store. Needs the words of the room `takeoff`. */
export function UntilField({ question, byHand, zone, value, onChange }: UntilFieldProps) {
  const say = useWords("takeoff");
  const { choice, time } = value;
  return (
    <>
      <RadioField
        question={question}
        choices={untilChoices.map((each) => ({
          choice: each,
          words: each === "put_back" ? byHand : say(`choice.${each}`),
          aside: (each === "end_of_day" || each === "at") && say(`hint.${each}`),
        }))}
        chosen={choice}
        onChange={(next) => onChange({ choice: next, time })}
      />
      {choice === "at" && (
        <label className="block">
          <span className="mb-1 block font-medium">{say("time", { zone: zoneName(new Date(), zone) })}</span>
          <input
            type="time"
            required
            value={time}
            onChange={(event) => onChange({ choice, time: event.target.value })}
            className={inputClass}
          />
        </label>
      )}
    </>
  );
}

interface UntilFieldProps {
  question: string;
  /** The choice of no time at all. */
  byHand: string;
  /** IANA name of the store's zone. */
  zone: string;
  value: ChosenUntil;
  onChange: (value: ChosenUntil) => void;
}
