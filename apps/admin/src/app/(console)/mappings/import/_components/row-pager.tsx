"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { type ImportAddress, importPath, PAGE_ROWS } from "../import-address.ts";

/** Pages of one of the two tables; the other stays where it is. */
export function RowPager({ label, address, table, shown, all }: RowPagerProps) {
  const say = useWords("imports");
  const page = address[table];
  if (all <= PAGE_ROWS && page === 0) return null;
  const from = page * PAGE_ROWS;
  const path = (to: number) => importPath({ ...address, [table]: to });
  return (
    <nav aria-label={label} className="mt-2 flex flex-wrap items-center justify-end gap-2">
      <span role="status" className="text-xs text-ink-soft">
        {say("page.range", { from: Math.min(from + 1, all), to: from + shown, all })}
      </span>
      {page > 0 && (
        <Link href={path(page - 1)} scroll={false} prefetch={false} className={buttonClass()}>
          {say("page.previous")}
        </Link>
      )}
      {from + shown < all && (
        <Link href={path(page + 1)} scroll={false} prefetch={false} className={buttonClass()}>
          {say("page.next")}
        </Link>
      )}
    </nav>
  );
}

interface RowPagerProps {
  label: string;
  address: ImportAddress;
  table: "problems" | "changes";
  /** Rows on this page, and of all. */
  shown: number;
  all: number;
}
