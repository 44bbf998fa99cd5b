"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { places } from "@/navigation/places.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { Palette } from "./palette.tsx";
import { singleKeysOn } from "./single-keys.ts";

interface KeyboardActs {
  openPalette: () => void;
}

const KeyboardContext = createContext<KeyboardActs>({ openPalette: () => undefined });

export function useKeyboard(): KeyboardActs {
  return useContext(KeyboardContext);
}

const sequenceMs = 1200;

/**
 * The keys that work on every page: Ctrl/⌘ K opens the palette, `?` shows the keys, `/` goes to the page's search,
 * `j` and `k` walk the rows (a focused row is an ordinary link, so Enter opens it), `g` and a letter goes to a place.
 * Single letters are left alone while somebody types, while a dialog is open, and when they are switched off.
 */
export function Keyboard({ children }: { children: ReactNode }) {
  const router = useRouter();
  const palette = useRef<HTMLDialogElement>(null);
  const keys = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    let goPressedAt = Number.NEGATIVE_INFINITY;

    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (palette.current?.open) palette.current.close();
        else palette.current?.showModal();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]") || !singleKeysOn()) return;

      const place = places.find((each) => each.key === event.key);
      if (place && event.timeStamp - goPressedAt < sequenceMs) {
        event.preventDefault();
        goPressedAt = Number.NEGATIVE_INFINITY;
        router.push(place.href);
        return;
      }
      goPressedAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;

      if (event.key === "?") keys.current?.showModal();
      else if (event.key === "/") focusSearch(event);
      else if (event.key === "j") moveRow(1);
      else if (event.key === "k") moveRow(-1);
    }

    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router]);

  return (
    <KeyboardContext.Provider value={{ openPalette: () => palette.current?.showModal() }}>
      {children}
      <Palette dialog={palette} openKeys={() => keys.current?.showModal()} />
      <KeysDialog dialog={keys} />
    </KeyboardContext.Provider>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select")
  );
}

function focusSearch(event: KeyboardEvent) {
  const search = document.querySelector<HTMLInputElement>("[data-search]");
  if (search === null) return;
  event.preventDefault();
  search.focus();
  search.select();
}

function moveRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = rows.findIndex((row) => row.matches(":focus"));
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}
