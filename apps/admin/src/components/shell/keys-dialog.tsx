"use client";

import type { RefObject } from "react";
import { Button } from "@/components/controls/button.tsx";
import { places } from "@/navigation/places.ts";
import { setSingleKeys, useSingleKeys } from "./single-keys.ts";

const keys: readonly [string, string][] = [
  ["Ctrl K or ⌘ K", "Find an order, or go somewhere"],
  ["/", "Go to the page's search"],
  ["j  k", "Next and previous row"],
  ["Enter", "Open the row"],
  ["a or Enter", "Unmapped ids: accept what is chosen in the row, save and go to the next"],
  ["e", "Mappings: edit the row"],
  ["Esc", "Close, or leave without saving"],
  ["?", "These keys"],
];

/** The list that `?` opens. */
export function KeysDialog({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const areOn = useSingleKeys();
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys-title"
      className="w-md max-w-[calc(100vw-2rem)] rounded-xl border bg-surface p-4 shadow-float"
    >
      <div className="flex items-center justify-between">
        <h2 id="keys-title" className="text-lg font-semibold">
          Keys
        </h2>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </div>
      <dl className="mt-3 grid grid-cols-[8.5rem_1fr] gap-y-1.5">
        {keys.map(([key, does]) => (
          <KeyRow key={key} keys={key} does={does} />
        ))}
        {places.map((place) => (
          <KeyRow key={place.href} keys={`g then ${place.key}`} does={`Go to ${place.name}`} />
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2 border-t pt-3">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => setSingleKeys(event.target.checked)}
          className="size-4 accent-accent"
        />
        Single letters act as keys
      </label>
    </dialog>
  );
}

function KeyRow({ keys: pressed, does }: { keys: string; does: string }) {
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
