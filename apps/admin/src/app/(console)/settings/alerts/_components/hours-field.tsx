"use client";

import { useWords } from "@parley/words/react";
import { useId } from "react";
import { Field, inputClass } from "@/components/controls/field.tsx";
import type { Channel } from "../alerts.graphql.ts";

export type Hours = Pick<Channel, "quiet" | "tellsOrdersAtNight" | "delayMinutes">;

/** Asks when a channel rests, and how long it waits first. */
export function HoursField({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const say = useWords("alerts");
  const zoneField = useId();
  const { quiet, tellsOrdersAtNight, delayMinutes } = hours;
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const set = (part: Partial<Hours>) => onChange({ ...hours, ...part });

  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{say("page.hours")}</legend>
      <div>
        <Check
          isOn={quiet !== null}
          words={say("page.hasQuiet")}
          onChange={(isOn) => set({ quiet: isOn ? { from: "22:00", to: "07:00", zone: ownZone } : null })}
        />
        <p className="text-xs text-ink-faint">{say("page.quietHint")}</p>
      </div>
      {quiet !== null && (
        <>
          <div className="grid grid-cols-2 gap-3">
            {(["from", "to"] as const).map((end) => (
              <Field
                key={end}
                label={say(`page.${end}`)}
                type="time"
                required
                value={quiet[end]}
                onChange={({ target }) => set({ quiet: { ...quiet, [end]: target.value } })}
              />
            ))}
          </div>
          <div>
            <label htmlFor={zoneField} className="mb-1 block font-medium">
              {say("page.zone")}
            </label>
            <select
              id={zoneField}
              className={inputClass}
              value={quiet.zone}
              onChange={({ target }) => set({ quiet: { ...quiet, zone: target.value } })}
            >
              {[...new Set([quiet.zone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => (
                <option key={zone} data-name="">
                  {zone}
                </option>
              ))}
            </select>
          </div>
          <Check
            isOn={tellsOrdersAtNight}
            words={say("page.atNight")}
            onChange={(isOn) => set({ tellsOrdersAtNight: isOn })}
          />
        </>
      )}
      <Field
        label={say("page.delay")}
        hint={say("page.delayHint")}
        type="number"
        min={0}
        max={1440}
        required
        value={delayMinutes ?? 0}
        onChange={({ target }) => set({ delayMinutes: Number(target.value) })}
      />
    </fieldset>
  );
}

function Check({ isOn, words, onChange }: { isOn: boolean; words: string; onChange: (on: boolean) => void }) {
  return (
    <label className="flex min-h-8 items-center gap-2.5">
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => onChange(target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {words}
    </label>
  );
}
