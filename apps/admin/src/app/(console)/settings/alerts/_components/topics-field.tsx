"use client";

import { useWords } from "@parley/words/react";
import type { Topic } from "../alerts.graphql.ts";

export const TOPICS = [
  "NOT_PLACED",
  "NEEDS_PERSON",
  "POS",
  "MAPPING",
  "MENU",
  "SIGNATURE",
  "CALLS",
  "GATEWAY",
] as const satisfies readonly Topic[];

/** Asks of what a channel tells. */
export function TopicsField({ chosen, onChange }: TopicsFieldProps) {
  const say = useWords("alerts");
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{say("page.topics")}</legend>
      {TOPICS.map((topic) => (
        <label key={topic} className="flex min-h-8 items-center gap-2.5">
          <input
            type="checkbox"
            checked={chosen.includes(topic)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, topic] : chosen.filter((each) => each !== topic))
            }
            className="size-4 shrink-0 accent-accent"
          />
          {say(`page.topic.${topic}`)}
        </label>
      ))}
    </fieldset>
  );
}

interface TopicsFieldProps {
  chosen: readonly Topic[];
  onChange: (chosen: Topic[]) => void;
}
