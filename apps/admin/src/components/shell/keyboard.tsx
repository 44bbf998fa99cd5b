"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { ActsProvider } from "@/components/acts/page-acts.tsx";
import { places } from "@/navigation/places.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { Palette } from "./palette/palette.tsx";
import { rowInFocus, type Selection } from "./palette/selection.ts";
import { singleKeysOn } from "./single-keys.ts";
import { useFocusOnPage } from "./use-focus-on-page.ts";

interface KeyboardActs {
  openPalette: () => void;
}

const KeyboardContext = createContext<KeyboardActs>({ openPalette: () => undefined });

export function useKeyboard(): KeyboardActs {
  return useContext(KeyboardContext);
}

const sequenceMs = 1200;
/** How long a word on what was done stays. */
const saidMs = 2500;

/**
 * The keys that work on every page: Ctrl/⌘ K opens the palette, Ctrl/⌘ Enter sends the form in which the focus is, as its
 * own button would, `?` shows the keys, `/` goes to the page's search,
 * or opens the palette where a page has none,
 * `j` and `k` walk the rows (a focused row is an ordinary link, so Enter opens it), `g` and a letter goes to a place.
 * Esc leaves the search as it was, or folds what is open around the focus, and gives the focus back; dialogs do both
 * by themselves. A page that is gone to has the focus at its content.
 * Single letters are left alone while somebody types, while a dialog is open, and when they are switched off.
 */
export function Keyboard({ children }: { children: ReactNode }) {
  const router = useRouter();
  const palette = useRef<HTMLDialogElement>(null);
  const keys = useRef<HTMLDialogElement>(null);
  const beforeSearch = useRef<HTMLElement | null>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [said, setSaid] = useState("");
  useFocusOnPage();

  const openPalette = useCallback(() => {
    setSelection(rowInFocus());
    palette.current?.showModal();
  }, []);

  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), saidMs);
    return () => clearTimeout(timer);
  }, [said]);

  useEffect(() => {
    let goPressedAt = Number.NEGATIVE_INFINITY;

    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (palette.current?.open) palette.current.close();
        else openPalette();
        return;
      }
      if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !event.defaultPrevented) {
        if (sendForm(event.target)) event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
        if (leave(event.target, beforeSearch.current)) event.preventDefault();
        return;
      }
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
      else if (event.key === "/") {
        event.preventDefault();
        beforeSearch.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
        if (!focusSearch()) openPalette();
      } else if (event.key === "j") moveRow(1);
      else if (event.key === "k") moveRow(-1);
    }

    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, openPalette]);

  return (
    <KeyboardContext.Provider value={{ openPalette }}>
      <ActsProvider>
        {children}
        <Palette
          dialog={palette}
          selection={selection}
          openKeys={() => keys.current?.showModal()}
          say={setSaid}
        />
      </ActsProvider>
      <KeysDialog dialog={keys} />
      <p
        role="status"
        className="fixed bottom-4 left-1/2 z-30 -translate-x-1/2 rounded-md border bg-surface px-3 py-2 shadow-float empty:hidden"
      >
        {said}
      </p>
    </KeyboardContext.Provider>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select")
  );
}

/** Presses the button that sends the form around `target`; false where there is none, or it cannot be pressed. */
function sendForm(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  const button = [...(form?.elements ?? [])].find(
    (element): element is HTMLButtonElement =>
      element instanceof HTMLButtonElement && element.type === "submit" && !element.disabled,
  );
  button?.click();
  return button !== undefined;
}

/** False where the page has no search. */
function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-search]");
  search?.focus();
  search?.select();
  return search !== null;
}

/** Leaves what `target` is in, and says whether there was anything to leave. */
function leave(target: EventTarget | null, before: HTMLElement | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.matches("[data-search]")) {
    target.value = target.defaultValue;
    target.blur();
    if (before?.isConnected) before.focus();
    return true;
  }
  const open = target.closest<HTMLDetailsElement>("details[open]");
  if (open === null) return false;
  open.open = false;
  open.querySelector("summary")?.focus();
  return true;
}

function moveRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = rows.findIndex((row) => row.matches(":focus"));
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
  const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}
