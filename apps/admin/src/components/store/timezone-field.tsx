"use client";

import { isZone } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type InputHTMLAttributes, useId } from "react";
import { Field } from "@/components/controls/field.tsx";
import { formatTimeOfDay } from "@/format/time.ts";

/** Asks for a store's time zone, and says what its clock shows now. Needs the words of the room `stores`. */
export function TimezoneField({ value, onChange }: TimezoneFieldProps) {
  const say = useWords("stores");
  const zones = useId();
  const zone = value.trim();
  const now = () => say("edit.timezoneHint", { time: formatTimeOfDay(new Date(), zone, "minute") });
  const hint = isZone(zone) ? now() : say(zone === "" ? "edit.timezoneEmpty" : "edit.timezoneUnknown");
  return (
    <>
      <Field
        label={say("edit.timezone")}
        hint={hint}
        value={value}
        required
        list={zones}
        autoComplete="off"
        spellCheck={false}
        onChange={onChange}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf("timeZone").map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

interface TimezoneFieldProps {
  /** IANA name, as it was typed. */
  value: string;
  onChange: InputHTMLAttributes<HTMLInputElement>["onChange"];
}
