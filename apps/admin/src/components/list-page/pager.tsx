"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { Icon } from "@/components/display/icon.tsx";

/** Pages by cursor: on to older rows, or back to the newest. "Back" of the browser is the page before. */
export function Pager({ label, newestPath, olderPath }: PagerProps) {
  const say = useWords("shell");
  if (newestPath === null && olderPath === null) return null;
  return (
    <nav aria-label={say("act.pages", { list: label })} className="mt-3 flex items-center justify-end gap-2">
      {newestPath && (
        <Link href={newestPath} className={buttonClass()}>
          <Icon name="left" size={14} />
          {say("act.newest")}
        </Link>
      )}
      {olderPath && (
        <Link href={olderPath} className={buttonClass()} prefetch={false}>
          {say("act.older")}
          <Icon name="right" size={14} />
        </Link>
      )}
    </nav>
  );
}

export interface PagerProps {
  label: string;
  /** Null on the first page. */
  newestPath: string | null;
  /** Null on the last page. */
  olderPath: string | null;
}
