"use client";

import { useLanguage, useWords } from "@parley/words/react";
import type { ReactNode } from "react";
import { inputClass } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { formatLongDay, wallText, zoneName } from "@/format/time.ts";
import { earlyTomorrow, type UntilChoice, untilChoices } from "./until.ts";

/** What is chosen; `time` is `2026-12-03T11:00` on the store's clock, for `on` only. */
export interface ChosenUntil {
  choice: UntilChoice;
  time: string;
}

export const FIRST_CHOICE: ChosenUntil = { choice: "hour", time: "" };

/** When a store's day ends and when it opens after that, ISO 8601, as the API counts it on the store's clock. */
export interface StoreDay {
  /** IANA name of the store's zone. */
  zone: string;
  endOfDayAt: string;
  /** Null where nothing opens: then it is not among the choices. */
  opensAt: string | null;
}

/** Asks when something comes back by itself, at a store. Needs the words of the room `takeoff`. */
export function UntilField({
  question,
  byHand,
  day,
  ofMany = null,
  zone = null,
  value,
  onChange,
}: UntilFieldProps) {
  const say = useWords("takeoff");
  const language = useLanguage();
  const { choice, time } = value;
  const opensAt = day?.opensAt ?? null;
  const isOfMany = day === null || ofMany !== null;
  const hasOpening = ofMany === null ? opensAt !== null : ofMany.opening > 0;
  const closed = ofMany === null ? 0 : ofMany.stores - ofMany.opening;
  const inWords = (at: string, zone: string) =>
    say.rich("onStoreClock", {
      day: () => <span data-name="">{formatLongDay(new Date(at), zone, language)}</span>,
      zone: zoneName(new Date(at), zone),
    });
  const asides: Partial<Record<UntilChoice, ReactNode>> = isOfMany
    ? {
        end_of_day: say("onEachClock"),
        ...(closed > 0 && { opening: say("openingOfSome", { count: closed }) }),
      }
    : {
        end_of_day: inWords(day.endOfDayAt, day.zone),
        ...(opensAt !== null && { opening: inWords(opensAt, day.zone) }),
      };

  function choose(next: UntilChoice) {
    // What the clock shows is where one begins to change it.
    const end =
      day === null ? earlyTomorrow(new Date(), zone ?? "UTC") : wallText(new Date(day.endOfDayAt), day.zone);
    onChange({ choice: next, time: time === "" ? end : time });
  }

  return (
    <>
      <RadioField
        question={question}
        choices={untilChoices
          .filter((each) => each !== "opening" || hasOpening)
          .map((each) => ({
            choice: each,
            words: each === "put_back" ? byHand : say(`choice.${each}`),
            aside: asides[each],
          }))}
        chosen={choice}
        onChange={choose}
      />
      {choice === "on" && (
        <label className="block">
          <span className="mb-1 block font-medium">
            {isOfMany ? say("timeOfEach") : say("time", { zone: zoneName(new Date(), day.zone) })}
          </span>
          <input
            type="datetime-local"
            required
            value={time}
            onChange={(event) => onChange({ choice, time: event.target.value })}
            className={inputClass}
          />
          {/* The text is the clock's own, so it is read in no zone. */}
          {time !== "" && (
            <span className="mt-1 block text-xs text-ink-soft">
              {say("timeInWords", { day: formatLongDay(new Date(`${time}:00Z`), "UTC", language) })}
            </span>
          )}
        </label>
      )}
    </>
  );
}

interface UntilFieldProps {
  question: string;
  /** The choice of no time at all. */
  byHand: string;
  /** Null where several stores are meant, and none of them stands for the others. */
  day: StoreDay | null;
  /** Several stores, and how many of them have an opening: each counts on its own clock, so no choice has a time yet. */
  ofMany?: { stores: number; opening: number } | null;
  /** Where `day` is null: IANA name of the zone of the first that is chosen, on whose clock the field begins. */
  zone?: string | null;
  value: ChosenUntil;
  onChange: (value: ChosenUntil) => void;
}
