"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * One call of a list that opens in place. An open call is in the address as `#exc_…`, so a link opens it.
 */
export function ExchangeCard({
  id,
  summary,
  children,
}: {
  id: string;
  summary: ReactNode;
  children: ReactNode;
}) {
  const card = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    function openIfNamed() {
      if (card.current && window.location.hash === `#${id}`) card.current.open = true;
    }
    openIfNamed();
    window.addEventListener("hashchange", openIfNamed);
    return () => window.removeEventListener("hashchange", openIfNamed);
  }, [id]);

  function remember() {
    const isNamed = window.location.hash === `#${id}`;
    if (card.current?.open && !isNamed) window.history.replaceState(window.history.state, "", `#${id}`);
    if (!card.current?.open && isNamed) {
      window.history.replaceState(
        window.history.state,
        "",
        window.location.pathname + window.location.search,
      );
    }
  }

  return (
    <details ref={card} id={id} onToggle={remember} className="group border-b last:border-b-0">
      <summary
        data-row-link
        className="flex min-h-9 items-center max-md:flex-wrap gap-x-3 gap-y-0.5 px-3 py-1.5 -outline-offset-2 hover:bg-sunken"
      >
        {summary}
      </summary>
      <div className="border-t bg-surface p-3">{children}</div>
    </details>
  );
}
