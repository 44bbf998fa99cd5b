"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useState } from "react";
import { Icon } from "@/components/display/icon.tsx";
import { LanguageSelect, ThemeSelect } from "./preferences.tsx";
import { signOut } from "./sign-out.ts";

export interface SignedIn {
  name: string;
  email: string;
  /** What they may do, in words: `Support · YummyTaco`. */
  role: string;
}

/** Who is signed in, how they like the pages, and the way out. Null: the API did not say who it is. */
export function OperatorMenu({ operator }: { operator: SignedIn | null }) {
  const say = useWords("shell");
  const [hasFailed, setFailed] = useState(false);
  return (
    <div className="border-t pt-2">
      <div className="flex items-center gap-2 px-2">
        {operator === null ? (
          <p className="grow text-xs text-ink-faint">{say("account.unknown")}</p>
        ) : (
          <Link
            href="/settings/me"
            title={say("account.own")}
            className="block min-w-0 grow rounded-md hover:bg-sunken"
          >
            <span className="block truncate font-medium">{operator.name}</span>
            <span className="block truncate text-2xs text-ink-faint">{operator.role}</span>
          </Link>
        )}
        <button
          type="button"
          title={say("account.signOut")}
          onClick={() => signOut().then((isOut) => setFailed(!isOut))}
          className="flex size-8 items-center justify-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink"
        >
          <Icon name="signOut" />
          <span className="sr-only">{say("account.signOut")}</span>
        </button>
      </div>
      <p role="status" className="px-2 text-2xs text-problem empty:hidden">
        {hasFailed && say("account.signOutFailed")}
      </p>
      <div className="mt-1.5 flex gap-1 px-1">
        <ThemeSelect />
        <LanguageSelect />
      </div>
    </div>
  );
}
