"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Takes the focus to the content of a page that was just gone to, so that Tab goes on there and not with the menu or
 * from nowhere. Left alone is a focus that the content has kept or taken for itself.
 */
export function useFocusOnPage(): void {
  const path = usePathname();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const content = document.getElementById("content");
    if (content?.contains(document.activeElement)) return;
    content?.focus({ preventScroll: true });
  }, [path]);
}
