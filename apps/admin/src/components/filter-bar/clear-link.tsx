"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";

/** Back to the whole list. */
export function ClearLink({ href }: { href: string }) {
  const say = useWords("shell");
  return (
    <Link href={href} className="px-1 font-medium text-accent hover:underline">
      {say("act.clear")}
    </Link>
  );
}
