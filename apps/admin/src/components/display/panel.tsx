import type { ReactNode } from "react";

/** A titled surface. Tables sit in it edge to edge; `padded` is for everything else. */
export function Panel({ title, aside, padded = false, id, isName = false, children }: PanelProps) {
  return (
    <section id={id} aria-label={title} className="min-w-0 rounded-lg border bg-surface">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 border-b px-3 py-1">
        <h2 className="text-sm font-semibold" {...(isName ? { "data-name": "" } : {})}>
          {title}
        </h2>
        {aside && <div className="text-xs text-ink-faint">{aside}</div>}
      </div>
      <div className={padded ? "p-3" : "overflow-x-auto"}>{children}</div>
    </section>
  );
}

interface PanelProps {
  title: string;
  /** The title is what the restaurant calls something, in whatever language it speaks. */
  isName?: boolean;
  aside?: ReactNode;
  padded?: boolean;
  id?: string;
  children: ReactNode;
}
