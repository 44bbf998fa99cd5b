"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { formatAge, formatAgo, formatDateTime, formatTimeOfDay, type TimePrecision } from "@/format/time.ts";

/**
 * A time in the store's zone, with the viewer's own on hover. Only the browser knows the viewer's zone, so the hover
 * text is completed there.
 */
export function Moment({ at, zone, precision = "second", withDate = true }: MomentProps) {
  const date = new Date(at);
  const text = withDate ? formatDateTime(date, zone, precision) : formatTimeOfDay(date, zone, precision);
  return (
    <time dateTime={at} title={useTitle(date, zone)} className="whitespace-nowrap">
      {text}
    </time>
  );
}

interface MomentProps {
  /** ISO 8601. */
  at: string;
  /** IANA name of the store's zone. */
  zone: string;
  precision?: TimePrecision;
  withDate?: boolean;
}

/**
 * How long ago something was, ticking. `now` is the server's clock when the page was made: the first text in the
 * browser must equal the server's.
 */
export function Age({ at, zone, now, words = false }: AgeProps) {
  const date = new Date(at);
  const clock = useClock(now);
  return (
    <time dateTime={at} title={useTitle(date, zone)} className="whitespace-nowrap">
      {words ? formatAgo(date, clock) : formatAge(date, clock)}
    </time>
  );
}

interface AgeProps {
  at: string;
  zone: string;
  /** ISO 8601. */
  now: string;
  /** `6 min ago` in place of `6 min`. */
  words?: boolean;
}

function useTitle(at: Date, zone: string): string {
  const [viewerZone, setViewerZone] = useState<string | null>(null);
  useEffect(() => setViewerZone(new Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const store = `${zone === "UTC" ? "UTC" : "Store"}: ${formatDateTime(at, zone, "millisecond")}`;
  return viewerZone === null ? store : `${store}\nYou: ${formatDateTime(at, viewerZone, "millisecond")}`;
}

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;
let tick = 0;

/** One timer for every age on the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, 5000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

function useClock(serverNow: string): Date {
  const ticked = useSyncExternalStore(
    subscribe,
    () => tick,
    () => 0,
  );
  const served = new Date(serverNow);
  // A page that was just read again is newer than the last tick.
  return ticked > served.getTime() ? new Date(ticked) : served;
}
