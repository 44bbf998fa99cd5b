"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Icon } from "@/components/display/icon.tsx";
import { Button } from "./button.tsx";

/** Reads the page again, without losing its address. */
export function RetryButton({ label = "Try again" }: { label?: string }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  return (
    <Button onClick={() => start(() => router.refresh())} disabled={isPending} aria-busy={isPending}>
      <Icon name="refresh" size={14} />
      {label}
    </Button>
  );
}
