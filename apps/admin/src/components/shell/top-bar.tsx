"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useRef } from "react";
import { Icon, Mark } from "@/components/display/icon.tsx";
import { useKeyboard } from "./keyboard.tsx";
import { OperatorMenu, type SignedIn } from "./operator-menu.tsx";
import { PlaceList } from "./sidebar.tsx";

/** The way around below 1024 pixels: search and a sheet with the places. */
export function TopBar({ operator, issueCount }: { operator: SignedIn | null; issueCount: number }) {
  const say = useWords("shell");
  const { openPalette } = useKeyboard();
  const sheet = useRef<HTMLDialogElement>(null);
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-b bg-canvas px-3 lg:hidden">
      <Link href="/" className="flex items-center gap-2 rounded-md py-1.5 pr-2">
        <Mark />
        <span className="text-lg font-semibold tracking-tight">Parley</span>
      </Link>
      <button
        type="button"
        onClick={openPalette}
        className="ml-auto flex size-10 items-center justify-center rounded-md text-ink-soft hover:bg-sunken"
      >
        <Icon name="search" size={18} />
        <span className="sr-only">{say("frame.find")}</span>
      </button>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => sheet.current?.showModal()}
        className="flex size-10 items-center justify-center rounded-md text-ink-soft hover:bg-sunken"
      >
        <Icon name="menu" size={18} />
        <span className="sr-only">{say("frame.sheet")}</span>
      </button>
      <dialog
        ref={sheet}
        aria-label={say("frame.sheet")}
        className="mt-0 mr-0 mb-0 ml-auto h-dvh max-h-none w-72 max-w-full border-l bg-canvas p-3 shadow-float open:flex open:flex-col"
      >
        <button
          type="button"
          onClick={() => sheet.current?.close()}
          className="ml-auto flex size-10 items-center justify-center rounded-md text-ink-soft hover:bg-sunken"
        >
          <Icon name="close" size={18} />
          <span className="sr-only">{say("frame.close")}</span>
        </button>
        <PlaceList issueCount={issueCount} onGo={() => sheet.current?.close()} />
        <div className="mt-auto">
          <OperatorMenu operator={operator} />
        </div>
      </dialog>
    </header>
  );
}
