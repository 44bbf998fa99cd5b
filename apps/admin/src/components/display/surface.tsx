import type { ReactNode } from "react";

/** The plain sheet that a table, or the sentence in its place, lies on. */
export function Surface({ children }: { children: ReactNode }) {
  return <div className="overflow-x-auto rounded-lg border bg-surface">{children}</div>;
}
