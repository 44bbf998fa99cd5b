"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { followSubmits, type SubmitsChange } from "./follow-submits.ts";

/** How a followed list stands. */
export type LiveState =
  | { kind: "connecting" }
  | { kind: "live"; heldSince: string | null }
  /** Nothing was heard for a while; it goes on by itself. */
  | { kind: "still"; since: Date }
  | { kind: "over"; message: string | null };

/** The API says something every five seconds, even that nothing happened. */
const STILL_MS = 12_000;
const TICK_MS = 1_000;
const RETRY_MS = { first: 500, most: 8_000 };

/**
 * Follows submits while the page is looked at: a hidden tab lets go of its stream, and goes on from the same place
 * when it is looked at again.
 */
export function useLiveSubmits(args: {
  isOn: boolean;
  brandId: string | null;
  locationId: string | null;
  /** Called with each change; also where the list has to be read anew because some are not known. */
  onChange: (change: SubmitsChange, isStart: boolean) => void;
}): LiveState {
  const { isOn, brandId, locationId } = args;
  const [state, setState] = useState<LiveState>({ kind: "connecting" });
  const onChange = useEffectEvent(args.onChange);

  useEffect(() => {
    if (!isOn) return;
    const ended = new AbortController();
    let stream = new AbortController();
    let cursor: string | null = null;
    let heardAt = Date.now();
    let isOver = false;

    async function run(): Promise<void> {
      let retryMs = RETRY_MS.first;
      while (!ended.signal.aborted) {
        if (document.visibilityState === "hidden") {
          await nextLook(ended.signal);
          heardAt = Date.now();
          continue;
        }
        stream = new AbortController();
        const end = await followSubmits({
          brandId,
          locationId,
          after: cursor,
          signal: AbortSignal.any([stream.signal, ended.signal]),
          onEvent(change, id) {
            const isStart = cursor === null;
            if (id !== null) cursor = id;
            heardAt = Date.now();
            retryMs = RETRY_MS.first;
            setState({ kind: "live", heldSince: change.heldSince });
            onChange(change, isStart);
          },
        });
        if (ended.signal.aborted) return;
        if (end.kind === "over") {
          isOver = true;
          setState({ kind: "over", message: end.isSignedOut ? null : end.message });
          return;
        }
        await pause(retryMs, ended.signal);
        retryMs = Math.min(retryMs * 2, RETRY_MS.most);
      }
    }

    const watch = setInterval(() => {
      if (isOver || document.visibilityState === "hidden" || Date.now() - heardAt < STILL_MS) return;
      setState({ kind: "still", since: new Date(heardAt) });
      // A connection that says nothing is no better than none.
      if (Date.now() - heardAt > 2 * STILL_MS) stream.abort();
    }, TICK_MS);
    const onVisibility = () => {
      if (document.visibilityState === "hidden") stream.abort();
    };
    document.addEventListener("visibilitychange", onVisibility);
    void run();
    return () => {
      ended.abort();
      clearInterval(watch);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [isOn, brandId, locationId]);

  return state;
}

function nextLook(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true, signal });
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
