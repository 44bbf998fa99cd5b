"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon, Mark } from "@/components/display/icon.tsx";
import { usePlaces } from "@/navigation/offered-places.tsx";
import { isAt } from "@/navigation/places.ts";
import { useKeyboard } from "./keyboard.tsx";
import { OperatorMenu, type SignedIn } from "./operator-menu.tsx";

/** The way around at 1024 pixels and more. */
export function Sidebar({ operator, isDemo, issueCount }: SidebarProps) {
  const say = useWords("shell");
  const { openPalette } = useKeyboard();
  return (
    <header className="fixed inset-y-0 left-0 hidden w-52 flex-col border-r bg-canvas p-3 lg:flex">
      <Link href="/" className="flex items-center gap-2 rounded-md px-2 py-1.5">
        <Mark />
        <span className="text-lg font-semibold tracking-tight">Parley</span>
        {isDemo && (
          <span className="ml-auto rounded bg-sunken px-1.5 text-2xs text-ink-soft">{say("frame.demo")}</span>
        )}
      </Link>
      <button
        type="button"
        onClick={openPalette}
        className="mt-3 flex h-8 items-center gap-2 rounded-md border bg-surface px-2 text-ink-faint hover:border-line-strong hover:text-ink"
      >
        <Icon name="search" />
        <span className="truncate">{say("frame.find")}</span>
        <kbd className="ml-auto hidden font-sans text-2xs whitespace-nowrap keyboard:inline">Ctrl K</kbd>
      </button>
      <PlaceList className="mt-4" issueCount={issueCount} />
      <div className="mt-auto">
        <OperatorMenu operator={operator} />
      </div>
    </header>
  );
}

interface SidebarProps {
  operator: SignedIn | null;
  isDemo: boolean;
  issueCount: number;
}

/** The places as links, with how many issues need somebody; the current one is marked for eyes and for screen readers. */
export function PlaceList({ className = "", issueCount, onGo }: PlaceListProps) {
  const say = useWords("shell");
  const path = usePathname();
  const places = usePlaces();
  return (
    <nav aria-label={say("places.label")} className={className}>
      <ul className="flex flex-col gap-0.5">
        {places.map((place) => {
          const isHere = isAt(place, path);
          return (
            <li key={place.href}>
              <Link
                href={place.href}
                {...(isHere ? { "aria-current": "page" as const } : {})}
                {...(onGo ? { onClick: onGo } : {})}
                className={`flex h-8 items-center gap-2.5 rounded-md px-2 max-lg:h-11 ${
                  isHere
                    ? "bg-accent-soft font-medium text-accent"
                    : "text-ink-soft hover:bg-sunken hover:text-ink"
                }`}
              >
                <Icon name={place.icon} />
                {say(`places.${place.id}.name`)}
                {place.id === "issues" && issueCount > 0 && (
                  <span className="ml-auto rounded-full bg-problem-soft px-1.5 text-xs font-medium text-problem tabular-nums">
                    {issueCount}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

interface PlaceListProps {
  className?: string;
  issueCount: number;
  onGo?: () => void;
}
