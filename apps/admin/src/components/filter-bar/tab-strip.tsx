"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** A row of tabs that is longer than a phone is wide: the open one is brought into view. */
export function TabStrip({ label, here, children }: { label: string; here: string; children: ReactNode }) {
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is open when the address changes
  useEffect(() => {
    const nav = strip.current;
    const open = nav?.querySelector<HTMLElement>("[aria-current]");
    if (nav == null || open == null) return;
    nav.scrollLeft = open.offsetLeft - nav.offsetLeft - (nav.clientWidth - open.offsetWidth) / 2;
  }, [here]);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className="flex max-w-full gap-0.5 overflow-x-auto rounded-md bg-sunken p-0.5"
    >
      {children}
    </nav>
  );
}
