"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Reads the page again while it is looked at. Hidden tabs ask for nothing. */
export function AutoRefresh({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
