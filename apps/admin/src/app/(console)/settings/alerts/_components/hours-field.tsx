"use client";

import { useWords } from "@parley/words/react";
import { useId } from "react";
import { Field } from "@/components/controls/field.tsx";
import type { Channel } from "../alerts.graphql.ts";

export type Hours = Pick<Channel, "quiet" | "tellsOrdersAtNight" | "delayMinutes" | "digest">;

/** Asks when a channel rests, how long it waits first, and whether it tells each day in short. */
export function HoursField({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const say = useWords("alerts");
  const { quiet, tellsOrdersAtNight, delayMinutes, digest } = hours;
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
          <ZoneField zone={quiet.zone} onChange={(zone) => set({ quiet: { ...quiet, zone } })} />
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
      <div>
        <Check
          isOn={digest !== null}
          words={say("page.hasDigest")}
          onChange={(isOn) => set({ digest: isOn ? { at: "08:00", zone: quiet?.zone ?? ownZone } : null })}
        />
        <p className="text-xs text-ink-faint">{say("page.digestHint")}</p>
      </div>
      {digest !== null && (
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={say("page.digestAt")}
            type="time"
            required
            value={digest.at}
            onChange={({ target }) => set({ digest: { ...digest, at: target.value } })}
          />
          <ZoneField zone={digest.zone} onChange={(zone) => set({ digest: { ...digest, zone } })} />
        </div>
      )}
    </fieldset>
  );
}

/** A zone is found by typing a part of its name: there are hundreds. What is none is refused with the channel. */
function ZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const say = useWords("alerts");
  const zones = useId();
  return (
    <>
      <Field
        label={say("page.zone")}
        value={zone}
        required
        list={zones}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value.trim())}
      />
      <datalist id={zones}>
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
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
