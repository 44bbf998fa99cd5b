"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Zoned } from "@/components/display/moment.tsx";
import { formatTimeOfDay } from "@/format/time.ts";
import type { SubmitsChange } from "./follow-submits.ts";
import { type LiveState, useLiveSubmits } from "./use-live-submits.ts";

/** Above this the top of the list is what is read, so it may change. */
const NEAR_TOP_PX = 120;
/** Rows that come one after the other are read together. */
const GATHER_MS = 700;

/**
 * Follows a list of submits that is newest first: a switch in the address, a word on whether it is live, and the page
 * read again when something is new. Nothing moves under the eyes of whoever has scrolled down: they get a button.
 */
export function LiveTail({ isOn, togglePath, brandId, locationId, isNarrowed }: LiveTailProps) {
  const say = useWords("live");
  const { refresh, fresh, take } = useFreshRows();
  const state = useLiveSubmits({ isOn, brandId, locationId, onChange: take });
  return (
    <>
      {isOn && <LiveMark state={state} />}
      <Link href={togglePath} replace scroll={false} className={buttonClass(isOn ? "plain" : "quiet")}>
        {say(isOn ? "stop" : "start")}
      </Link>
      <span className="sr-only" aria-live="polite">
        {fresh > 0 ? say("come") : ""}
      </span>
      {fresh > 0 && (
        <div className="fixed inset-x-0 top-14 z-20 sm:top-3 flex justify-center pointer-events-none">
          <span className="pointer-events-auto shadow-md rounded-md">
            <Button look="primary" size="field" onClick={refresh}>
              {isNarrowed ? say("showChanges") : say("showNew", { count: fresh })}
            </Button>
          </span>
        </div>
      )}
    </>
  );
}

interface LiveTailProps {
  isOn: boolean;
  /** The address of this page with the switch in its other position. */
  togglePath: string;
  /** Only what happens in this brand, or at this store. */
  brandId: string | null;
  locationId: string | null;
  /** Whether filters hide some of what is new: then it is not counted. */
  isNarrowed: boolean;
}

/** Whether it is live: never by colour alone, and said aloud only when it changes. */
function LiveMark({ state }: { state: LiveState }) {
  const say = useWords("live");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // The stream is no store's: its times are the viewer's own, with UTC on hover.
  const timed = (at: Date, told: (time: string) => string) => (
    <Zoned at={at.toISOString()} zone="UTC">
      {told(formatTimeOfDay(at, zone))}
    </Zoned>
  );
  const isWell = state.kind === "live" && state.heldSince === null;
  return (
    <span role="status" className={`flex items-center gap-1.5 text-sm ${isWell ? "text-ok" : "text-wait"}`}>
      <span aria-hidden="true">{isWell ? "●" : "○"}</span>
      {state.kind === "connecting" && say("connecting")}
      {state.kind === "live" && state.heldSince === null && say("live")}
      {state.kind === "live" &&
        state.heldSince !== null &&
        timed(new Date(state.heldSince), (time) => say("behind", { time }))}
      {state.kind === "still" && timed(state.since, (time) => say("still", { time }))}
      {state.kind === "over" && (state.message ?? say("signedOut"))}
    </span>
  );
}

/** Reads the page again for what is new: at once near its top, else when the reader asks or scrolls up. */
function useFreshRows() {
  const router = useRouter();
  const [fresh, setFresh] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setFresh(0);
      router.refresh();
    }, GATHER_MS);
  };

  useEffect(() => {
    if (fresh === 0) return;
    const onScroll = () => {
      if (window.scrollY > NEAR_TOP_PX) return;
      setFresh(0);
      router.refresh();
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, [fresh, router]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  return {
    fresh,
    refresh() {
      setFresh(0);
      window.scrollTo({ top: 0 });
      router.refresh();
    },
    take({ changes, isAnew }: SubmitsChange, isStart: boolean) {
      if (changes.length === 0 && !isAnew && !isStart) return;
      if (isStart || window.scrollY <= NEAR_TOP_PX) return readSoon();
      setFresh((count) => count + changes.filter(({ isNew }) => isNew).length);
    },
  };
}
