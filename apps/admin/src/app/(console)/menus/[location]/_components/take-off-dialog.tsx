"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import Link from "next/link";
import { type FormEvent, type Ref, useState } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { type Until, untilOfChoice } from "@/components/until/until.ts";
import { FIRST_CHOICE, type StoreDay, UntilField } from "@/components/until/until-field.tsx";
import { storesPath } from "../stores/stores-path.ts";
import type { ActItem } from "../use-set-availability.ts";

/** Asks until when an item is off, and why. Stays open, with the reason, where the API refuses. */
export function TakeOffDialog({ ref, locationId, item, storeName, day, takeOff }: TakeOffDialogProps) {
  const say = useWords("takeoff");
  const [until, setUntil] = useState(FIRST_CHOICE);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const dialog = event.currentTarget.closest("dialog");
    if (item === null) return;
    setPending(true);
    const words = reason.trim();
    const refusal = await takeOff(item, untilOfChoice(until.choice, until.time), words === "" ? null : words);
    setPending(false);
    setFailure(refusal);
    if (refusal === null) dialog?.close();
  }

  function reset() {
    setUntil(FIRST_CHOICE);
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
        <UntilField
          question={say("question")}
          byHand={say("choice.put_back")}
          day={day}
          value={until}
          onChange={setUntil}
        />
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
          {item !== null && (
            <Link href={storesPath(locationId, item)} className={`${buttonClass("quiet", "form")} mr-auto`}>
              {say.rich("inStores", { item: item.name, hidden: () => null })}
            </Link>
          )}
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
  locationId: string;
  item: ActItem | null;
  storeName: string;
  day: StoreDay;
  /** Null when it worked, else the sentence to show. */
  takeOff: (item: ActItem, until: Until, reason: string | null) => Promise<string | null>;
}
