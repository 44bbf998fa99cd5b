"use client";

import { useState } from "react";
import { Icon } from "@/components/display/icon.tsx";
import { signOut } from "./sign-out.ts";

export interface SignedIn {
  name: string;
  email: string;
  /** What they may do, in words: `Support · YummyTaco`. */
  role: string;
}

/** Who is signed in, and the way out. */
export function OperatorMenu({ operator }: { operator: SignedIn }) {
  const [failure, setFailure] = useState<string | null>(null);
  return (
    <div className="border-t pt-2">
      <div className="flex items-center gap-2 px-2">
        <div className="min-w-0 grow">
          <p className="truncate font-medium" title={operator.email}>
            {operator.name}
          </p>
          <p className="truncate text-2xs text-ink-faint" title={operator.role}>
            {operator.role}
          </p>
        </div>
        <button
          type="button"
          title="Sign out"
          onClick={() => signOut().then(setFailure)}
          className="flex size-8 items-center justify-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink"
        >
          <Icon name="signOut" />
          <span className="sr-only">Sign out</span>
        </button>
      </div>
      <p role="status" className="px-2 text-2xs text-problem empty:hidden">
        {failure}
      </p>
    </div>
  );
}
