import type { ReactNode } from "react";

/** What a search found a row by. */
export function Mark({ isMatch, children }: { isMatch: boolean; children: ReactNode }) {
  return isMatch ? <mark className="rounded-sm bg-wait-soft text-ink">{children}</mark> : children;
}
