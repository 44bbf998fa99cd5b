"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Icon } from "@/components/display/icon.tsx";
import { Button } from "./button.tsx";

/** Reads the page again, without losing its address. */
export function RetryButton({ label }: { label?: string }) {
  const say = useWords("shell");
  const router = useRouter();
  const [isPending, start] = useTransition();
  return (
    <Button onClick={() => start(() => router.refresh())} disabled={isPending} aria-busy={isPending}>
      <Icon name="refresh" size={14} />
      {label ?? say("act.retry")}
    </Button>
  );
}
