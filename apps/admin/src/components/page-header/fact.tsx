import type { ReactNode } from "react";

/** A line of facts under a page's sentence: `FactList` around, one `Fact` per value. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2 border-y py-2">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
