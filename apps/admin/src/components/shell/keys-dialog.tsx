"use client";

import { useWords } from "@parley/words/react";
import type { RefObject } from "react";
import { Button } from "@/components/controls/button.tsx";
import { usePlaces } from "@/navigation/offered-places.tsx";
import { setSingleKeys, useSingleKeys } from "./single-keys.ts";

/** The list that `?` opens. */
export function KeysDialog({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const say = useWords("shell");
  const areOn = useSingleKeys();
  const or = (one: string, other: string) => say("keys.or", { one, other });
  const places = usePlaces();
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      className="w-md max-w-[calc(100vw-2rem)] rounded-xl border bg-surface p-4 shadow-float"
    >
      <div className="flex items-center justify-between">
        <h2 id="keys-title" className="text-lg font-semibold">
          {say("keys.title")}
        </h2>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          {say("keys.close")}
        </Button>
      </div>
      <dl className="mt-3 grid grid-cols-[8.5rem_1fr] gap-y-1.5">
        <KeyRow pressed={or("Ctrl K", "⌘ K")} does={say("keys.palette")} />
        <KeyRow pressed={or("Ctrl Enter", "⌘ Enter")} does={say("keys.send")} />
        <KeyRow pressed="/" does={say("keys.search")} />
        <KeyRow pressed="j  k" does={say("keys.rows")} />
        <KeyRow pressed="Enter" does={say("keys.open")} />
        <KeyRow pressed={or("a", "Enter")} does={say("keys.accept")} />
        <KeyRow pressed="e" does={say("keys.edit")} />
        <KeyRow pressed="Esc" does={say("keys.escape")} />
        <KeyRow pressed="?" does={say("keys.help")} />
        {places.map((place) => (
          <KeyRow
            key={place.href}
            pressed={say("keys.sequence", { first: "g", second: place.key })}
            does={say("keys.goTo", { place: say(`places.${place.id}.name`) })}
          />
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2 border-t pt-3">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => setSingleKeys(event.target.checked)}
          className="size-4 accent-accent"
        />
        {say("keys.singleLetters")}
      </label>
    </dialog>
  );
}

function KeyRow({ pressed, does }: { pressed: string; does: string }) {
  return (
    <>
      <dt>
        <kbd className="rounded border bg-sunken px-1.5 py-0.5 font-mono text-xs whitespace-pre">
          {pressed}
        </kbd>
      </dt>
      <dd className="text-ink-soft">{does}</dd>
    </>
  );
}
