"use client";

import { type ReactNode, useState } from "react";

/** Something that is folded or open; once a person has it before them, it stays as they left it. */
export function Fold({
  isOpen,
  summary,
  children,
}: {
  isOpen: boolean;
  summary: ReactNode;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(isOpen);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="border-t">
      <summary className="cursor-pointer px-3 py-2">{summary}</summary>
      {children}
    </details>
  );
}
