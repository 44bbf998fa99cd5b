import type { ReactNode } from "react";

/** The plain background of a table, or of the sentence in its place. */
export function Surface({ children }: { children: ReactNode }) {
  return <div className="overflow-x-auto rounded-lg border bg-surface">{children}</div>;
}
