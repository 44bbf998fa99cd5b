import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "@/components/display/icon.tsx";

/**
 * Top of every page: its name, and the sentence that its visitor came for. Below a list, the name stands behind the
 * way back to it.
 */
export function PageHeader({ name, sentence, note, back, beside, mark, actions, facts }: PageHeaderProps) {
  return (
    <header className="mb-4">
      {back ? (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint">
          <Link href={back.href} className="hover:text-ink hover:underline">
            {back.name}
          </Link>
          <Icon name="right" size={12} />
          <h1 className="min-w-0 text-sm wrap-anywhere text-ink">{name}</h1>
          {beside}
        </div>
      ) : (
        <h1 className="text-xs font-medium text-ink-faint">{name}</h1>
      )}
      <div className={`flex flex-wrap items-end justify-between gap-x-6 gap-y-3 ${back ? "mt-2" : "mt-0.5"}`}>
        <div className="flex min-w-0 gap-3">
          {mark}
          <div className="min-w-0">
            <p className="text-balance text-xl font-semibold tracking-tight">{sentence}</p>
            {note && <div className="mt-0.5 text-ink-soft">{note}</div>}
          </div>
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {facts}
    </header>
  );
}

export interface PageHeaderProps {
  name: ReactNode;
  sentence: ReactNode;
  /** What the sentence leaves open, in softer ink. */
  note?: ReactNode;
  /** The list that this page belongs to. */
  back?: { href: string; name: string };
  /** At the end of the name's line; only below a list. */
  beside?: ReactNode;
  /** An icon before the sentence. */
  mark?: ReactNode;
  /** The page's own acts, on the right. */
  actions?: ReactNode;
  /** A `FactList` that closes the header. */
  facts?: ReactNode;
}
