"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { Icon } from "@/components/display/icon.tsx";
import { SubmitStatus } from "@/components/order/order-status.tsx";
import type { Selection } from "./selection.ts";
import { type Choice, useChoices } from "./use-choices.tsx";
import { useFoundSubmits } from "./use-found.ts";

/**
 * Ctrl/⌘ K: finds orders and refused calls by anything, stores, PAR's ids and places, and does what can be done with
 * the row in focus or with the page.
 */
export function Palette({ dialog, selection, openKeys, say: tell }: PaletteProps) {
  const say = useWords("shell");
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const listId = useId();
  const term = typed.trim();
  const found = useFoundSubmits(term);
  const groups = useChoices({ typed: term, selection, found, openKeys, say: tell });
  const choices = groups.flatMap((group) => group.choices);
  // The one that was walked to stays chosen when others arrive above it.
  const current = Math.max(
    choices.findIndex(({ id }) => id === selected),
    0,
  );
  const optionId = (choice: Choice | undefined) => `${listId}-${choice?.id.replaceAll(" ", "-")}`;

  useEffect(() => {
    document.getElementById(`${listId}-list`)?.querySelector("[aria-selected=true]")?.scrollIntoView({
      block: "nearest",
    });
  });

  function leave(choice: Choice | undefined) {
    if (choice === undefined) return;
    dialog.current?.close();
    choice.act();
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setSelected(choices[(current + step + choices.length) % choices.length]?.id ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      leave(choices[current]);
    }
  }

  return (
    <dialog
      ref={dialog}
      aria-label={say("palette.label")}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onClose={() => {
        setTyped("");
        setSelected(null);
      }}
      onKeyDown={onKey}
      className="mt-[12vh] w-2xl max-w-[calc(100vw-1.5rem)] overflow-hidden rounded-xl border bg-surface p-0 shadow-float max-sm:mt-3"
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        <span className="text-ink-faint">
          <Icon name="search" />
        </span>
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${listId}-list`}
          aria-activedescendant={optionId(choices[current])}
          aria-label={say("palette.placeholder")}
          placeholder={say("palette.placeholder")}
          autoComplete="off"
          spellCheck={false}
          maxLength={TEXT_MAX.search}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setSelected(null);
          }}
          className="h-12 min-w-0 grow bg-transparent text-lg outline-none placeholder:text-ink-faint"
        />
      </div>
      <div
        role="listbox"
        id={`${listId}-list`}
        aria-label={say("palette.results")}
        aria-busy={found.kind === "searching"}
        className="max-h-[60vh] overflow-y-auto p-1.5"
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role
          <div key={group.id} role="group" aria-label={group.name}>
            <p aria-hidden="true" className="px-2.5 pt-1.5 pb-0.5 text-2xs text-ink-faint">
              {group.name}
            </p>
            {group.choices.map((choice) => (
              <Option
                key={choice.id}
                id={optionId(choice)}
                choice={choice}
                isCurrent={choice === choices[current]}
                point={() => setSelected(choice.id)}
                act={() => leave(choice)}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className="px-4 text-xs text-ink-faint not-empty:pb-2">
        {found.kind === "searching" && say("palette.searching")}
        {found.kind === "failed" && say("palette.failed")}
        {found.search?.hidesGuests && say("palette.guestHidden")}
      </p>
    </dialog>
  );
}

interface PaletteProps {
  dialog: RefObject<HTMLDialogElement | null>;
  /** The row that the operator was at. */
  selection: Selection | null;
  openKeys: () => void;
  /** Says a sentence that outlives the palette. */
  say: (sentence: string) => void;
}

function Option({ id, choice, isCurrent, point, act }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the combobox keeps the focus and names the active option
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      onClick={act}
      onMouseMove={point}
      className={`flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1 max-sm:min-h-11 ${isCurrent ? "bg-accent-soft" : ""}`}
    >
      <span className="text-ink-faint">
        <Icon name={choice.icon} />
      </span>
      <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-2">
        <span className="font-medium wrap-anywhere">{choice.label}</span>
        {choice.detail && <span className="text-ink-faint wrap-anywhere">{choice.detail}</span>}
      </span>
      {choice.state && <SubmitStatus state={choice.state} />}
    </div>
  );
}

interface OptionProps {
  id: string;
  choice: Choice;
  isCurrent: boolean;
  point: () => void;
  act: () => void;
}
