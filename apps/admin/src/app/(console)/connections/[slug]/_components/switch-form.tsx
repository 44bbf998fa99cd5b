"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import type { ShownConnection } from "../connection.graphql.ts";
import { useSwitchWrites } from "./switch-writes.tsx";

type Switch = NonNullable<ShownConnection["switches"]>[number];

/** Sets one switch, or gives it its default again. */
export function SwitchForm({ connectionId, version, row, what, choices, defaultWord }: SwitchFormProps) {
  const say = useWords("switches");
  const { isWriting, set } = useSwitchWrites();
  const [value, setValue] = useState(row.value);
  const { name, isDefault } = row;
  const before = { name, value: isDefault ? null : row.value };

  function change(to: string | null) {
    const word = to === null ? defaultWord : (choices?.find((each) => each.value === to)?.word ?? to);
    void set({ connectionId, version, to: { name, value: to }, before, said: { what, value: word } });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    change(value);
  }

  const label = say("newValue", { what });
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2 lg:justify-end">
      {choices === null ? (
        <input
          aria-label={label}
          required
          value={value}
          autoComplete="off"
          title={row.min === null ? say("none") : undefined}
          maxLength={TEXT_MAX.menuName}
          {...(row.min === null ? {} : { type: "number", min: row.min, max: row.max ?? undefined })}
          onChange={({ target }) => setValue(target.value)}
          className={`${inputClass} sm:max-w-40`}
        />
      ) : (
        <select
          aria-label={label}
          value={value}
          onChange={({ target }) => setValue(target.value)}
          className={`${inputClass} sm:max-w-72`}
        >
          {choices.map((each) => (
            <option key={each.value} value={each.value}>
              {each.word}
            </option>
          ))}
        </select>
      )}
      <Button
        type="submit"
        size="field"
        disabled={isWriting || value === row.value}
        aria-label={say("setOf", { name })}
      >
        {say("set")}
      </Button>
      {!isDefault && (
        <Button look="quiet" size="field" disabled={isWriting} onClick={() => change(null)}>
          {say("back")}
        </Button>
      )}
    </form>
  );
}

interface SwitchFormProps {
  connectionId: string;
  /** The version of the connection that is shown. */
  version: number;
  row: Switch;
  /** What it decides, and its values, in words. */
  what: string;
  choices: readonly { value: string; word: string }[] | null;
  defaultWord: string;
}
