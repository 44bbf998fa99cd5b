import type { ReactNode } from "react";

/**
 * Top of every page: its name, and the sentence that its visitor came for. `children` are the page's own acts,
 * on the right.
 */
export function PageHeader({ name, sentence, note, children }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xs font-medium text-ink-faint">{name}</h1>
        <p className="mt-0.5 text-balance text-xl font-semibold tracking-tight">{sentence}</p>
        {note && <p className="mt-0.5 text-ink-soft">{note}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}

interface PageHeaderProps {
  name: ReactNode;
  sentence: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}
