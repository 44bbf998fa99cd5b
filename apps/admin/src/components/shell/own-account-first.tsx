"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";

const OWN_ACCOUNT = "/settings/me";

/** Leads whoever must set up a second factor to where it is set up: nothing else opens for them before. */
export function OwnAccountFirst({ children }: { children: ReactNode }) {
  const isThere = usePathname().startsWith(OWN_ACCOUNT);
  useEffect(() => {
    // A whole new page, on which nothing stands that was read before.
    if (!isThere) window.location.replace(OWN_ACCOUNT);
  }, [isThere]);
  return isThere ? children : null;
}
