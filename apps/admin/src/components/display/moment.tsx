"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import {
  formatAge,
  formatDateTime,
  formatTimeOfDay,
  formatYearDay,
  type TimePrecision,
} from "@/format/time.ts";

/**
 * A time in the store's zone, with the viewer's own on hover. Only the browser knows the viewer's zone, so the hover
 * text is completed there.
 */
export function Moment({ at, zone, precision = "second", withDate = true }: MomentProps) {
  const language = useLanguage();
  const date = new Date(at);
  const text = withDate
    ? formatDateTime(date, zone, precision, language)
    : formatTimeOfDay(date, zone, precision);
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
  const say = useWords("shell");
  const date = new Date(at);
  const age = formatAge(date, useClock(now));
  return (
    <time dateTime={at} title={useTitle(date, zone)} className="whitespace-nowrap">
      {age === null ? say(words ? "time.justNow" : "time.now") : words ? say("time.ago", { age }) : age}
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

/** A day in the store's zone, with its year and, on hover, the time. */
export function Day({ at, zone }: { at: string; zone: string }) {
  const language = useLanguage();
  const date = new Date(at);
  return (
    <time dateTime={at} title={useTitle(date, zone)} className="whitespace-nowrap">
      {formatYearDay(date, zone, language)}
    </time>
  );
}

/** A phrase that names a time, such as `until 17:00`, with that time's zones on hover. */
export function Zoned({ at, zone, children }: { at: string; zone: string; children: ReactNode }) {
  return (
    <time dateTime={at} title={useTitle(new Date(at), zone)}>
      {children}
    </time>
  );
}

function useTitle(at: Date, zone: string): string {
  const say = useWords("shell");
  const language = useLanguage();
  const [viewerZone, setViewerZone] = useState<string | null>(null);
  useEffect(() => setViewerZone(new Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const of = (shownZone: string) => ({ time: formatDateTime(at, shownZone, "millisecond", language) });
  const store = say(zone === "UTC" ? "time.utc" : "time.store", of(zone));
  return viewerZone === null ? store : `${store}\n${say("time.you", of(viewerZone))}`;
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
