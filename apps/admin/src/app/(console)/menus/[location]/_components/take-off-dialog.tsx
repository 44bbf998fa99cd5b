"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, type Ref, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { zoneName } from "@/format/time.ts";
import { type TakeOffChoice, takeOffChoices, type Until, untilOfChoice } from "../take-off.ts";
import type { ActItem } from "../use-set-availability.ts";

/** Asks until when an item is off, and why. Stays open, with the reason, where the API refuses. */
export function TakeOffDialog({ ref, item, storeName, zone, takeOff }: TakeOffDialogProps) {
  const say = useWords("takeoff");
  const [choice, setChoice] = useState<TakeOffChoice>("hour");
  const [time, setTime] = useState("");
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const dialog = event.currentTarget.closest("dialog");
    if (item === null) return;
    setPending(true);
    const words = reason.trim();
    const refusal = await takeOff(item, untilOfChoice(choice, time), words === "" ? null : words);
    setPending(false);
    setFailure(refusal);
    if (refusal === null) dialog?.close();
  }

  function reset() {
    setChoice("hour");
    setTime("");
    setReason("");
    setFailure(null);
  }

  return (
    <dialog
      ref={ref}
      onClose={reset}
      aria-labelledby="take-off-title"
      className="w-md max-w-[calc(100vw-2rem)] rounded-xl border bg-surface p-4 shadow-float"
    >
      <h2 id="take-off-title" className="text-lg font-semibold break-words">
        {say("title", { item: item?.name ?? "", store: storeName })}
      </h2>
      <p className="mt-1 text-ink-soft">{say(item?.kind === "MODIFIER" ? "effectOnProducts" : "effect")}</p>
      <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-medium">{say("question")}</legend>
          {takeOffChoices.map((each) => (
            <label
              key={each}
              className={`flex min-h-8 items-center gap-2.5 rounded-md border px-3 py-1 ${choice === each ? "border-accent bg-accent-soft" : "hover:bg-sunken"}`}
            >
              <input
                type="radio"
                name="until"
                checked={choice === each}
                onChange={() => setChoice(each)}
                className="size-4 shrink-0 accent-accent"
              />
              <span>
                {say(`choice.${each}`)}
                {(each === "end_of_day" || each === "at") && (
                  <span className="text-ink-soft"> {say(`hint.${each}`)}</span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
        {choice === "at" && (
          <label className="block">
            <span className="mb-1 block font-medium">
              {say("time", { zone: zoneName(new Date(), zone) })}
            </span>
            <input
              type="time"
              required
              value={time}
              onChange={(event) => setTime(event.target.value)}
              className={inputClass}
            />
          </label>
        )}
        <Field
          label={say("reason")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={TEXT_MAX.reason}
          autoComplete="off"
          hint={say("reasonHint")}
        />
        {failure && (
          <p role="alert" className="text-problem">
            {failure}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            look="quiet"
            size="form"
            onClick={(event) => event.currentTarget.closest("dialog")?.close()}
          >
            {say("cancel")}
          </Button>
          <Button type="submit" look="primary" size="form" disabled={isPending} aria-busy={isPending}>
            {say(isPending ? "going" : "go")}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

interface TakeOffDialogProps {
  ref: Ref<HTMLDialogElement>;
  item: ActItem | null;
  storeName: string;
  /** IANA name of the store's zone. */
  zone: string;
  /** Null when it worked, else the sentence to show. */
  takeOff: (item: ActItem, until: Until, reason: string | null) => Promise<string | null>;
}
