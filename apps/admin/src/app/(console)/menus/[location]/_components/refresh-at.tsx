"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** A browser's timer counts to 24 days. */
const longestMs = 2_000_000_000;

/** Reads the page again when a moment has come that changes it. `now` is the server's clock when it was made. */
export function RefreshAt({ at, now }: { at: string; now: string }) {
  const router = useRouter();
  useEffect(() => {
    const waitMs = Math.max(Date.parse(at) - Date.parse(now), 0) + 500;
    if (waitMs > longestMs) return;
    const timer = setTimeout(() => router.refresh(), waitMs);
    return () => clearTimeout(timer);
  }, [router, at, now]);
  return null;
}
