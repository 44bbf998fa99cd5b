"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { createContext, type ReactNode, useContext, useRef, useState } from "react";
import { UndoButton } from "@/components/controls/undo-button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { type Until, untilAgain } from "@/components/until/until.ts";
import type { StoreDay } from "@/components/until/until-field.tsx";
import { type OffReader, untilInWords } from "../item-state.ts";
import {
  type ActItem,
  type SetAnswer,
  type SetRequest,
  useSetAvailability,
} from "../use-set-availability.ts";
import { TakeOffDialog } from "./take-off-dialog.tsx";

/** An item as an operator took it off: what undoing a "Put back" restores. */
export interface TakenOff {
  until: string | null;
  reason: string | null;
}

interface Acts {
  locationId: string;
  /** Opens the dialog that asks until when. */
  askTakeOff: (item: ActItem) => void;
  putBack: (item: ActItem, was: TakenOff) => Promise<void>;
  /** True while the item's answer is on its way. */
  isBusy: (item: ActItem) => boolean;
}

const ActsContext = createContext<Acts | null>(null);

/** The acts for an item; null for a role that may only look. */
export function useItemActs(): Acts | null {
  return useContext(ActsContext);
}

interface Done {
  tone: "ok" | "wait" | "problem";
  words: string;
  undo: (() => Promise<string | null>) | null;
}

/**
 * Takes items off and puts them back, for everything shown inside: one dialog, and one notice that reports
 * the result of the last act and can undo it. Nothing is shown as done before the API has confirmed it.
 */
export function ItemActs({ locationId, storeName, day, mayAct, children }: ItemActsProps) {
  const { zone } = day;
  const reader = useOffReader();
  const { set, isReading } = useSetAvailability(locationId);
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState<ActItem | null>(null);
  const [acted, setActed] = useState<ActItem | null>(null);
  const [isWriting, setWriting] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  if (!mayAct) return children;

  async function write(request: SetRequest): Promise<SetAnswer> {
    setActed(request.item);
    setWriting(true);
    const answer = await set(request);
    setWriting(false);
    return answer;
  }

  async function takeOff(item: ActItem, until: Until, reason: string | null): Promise<string | null> {
    const answer = await write({ item, available: false, until, reason });
    if (answer.kind === "refused") return answer.message;
    setDone({ ...tookOff(item, answer, zone, reader), undo: () => bringBack(item, { until: null, reason }) });
    return null;
  }

  async function bringBack(item: ActItem, was: TakenOff): Promise<string | null> {
    const answer = await write({ item, available: true });
    if (answer.kind === "refused") return answer.message;
    setDone({
      ...broughtBack(item, answer, reader),
      undo: () => takeOff(item, untilAgain(was.until, new Date(), zone), was.reason),
    });
    return null;
  }

  const acts: Acts = {
    locationId,
    askTakeOff(item) {
      setAsked(item);
      dialog.current?.showModal();
    },
    async putBack(item, was) {
      const failure = await bringBack(item, was);
      if (failure !== null) setDone({ tone: "problem", words: failure, undo: null });
    },
    isBusy: (item) => (isWriting || isReading) && acted !== null && isSame(acted, item),
  };

  return (
    <ActsContext value={acts}>
      <div className="sticky top-14 z-10 mb-3 rounded-md shadow-float empty:hidden lg:top-2">
        {done && (
          <Notice tone={done.tone}>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span>{done.words}</span>
              {done.undo && <UndoButton key={done.words} undo={done.undo} />}
            </div>
          </Notice>
        )}
      </div>
      {children}
      <TakeOffDialog
        ref={dialog}
        locationId={locationId}
        item={asked}
        storeName={storeName}
        day={day}
        takeOff={takeOff}
      />
    </ActsContext>
  );
}

interface ItemActsProps {
  locationId: string;
  storeName: string;
  day: StoreDay;
  mayAct: boolean;
  children: ReactNode;
}

function isSame(one: ActItem, other: ActItem): boolean {
  return one.kind === other.kind && one.itemId === other.itemId;
}

type Accepted = Exclude<SetAnswer, { kind: "refused" }>;

function useOffReader(): OffReader {
  return { say: useWords("takeoff"), frame: useWords("shell"), language: useLanguage() };
}

function tookOff(
  { name: item }: ActItem,
  answer: Accepted,
  zone: string,
  reader: OffReader,
): Omit<Done, "undo"> {
  const place = { zone, now: new Date() };
  const until = untilInWords(answer.kind === "off" ? answer.until : null, place, reader);
  return { tone: "ok", words: reader.say("done.off", { item, until }) };
}

function broughtBack({ name: item }: ActItem, answer: Accepted, { say }: OffReader): Omit<Done, "undo"> {
  if (answer.kind === "available") return { tone: "ok", words: say("done.back", { item }) };
  const words =
    answer.source === "DERIVED"
      ? say("done.derived", { item, because: answer.because ?? "" })
      : say("done.soldOut", { item });
  return { tone: "wait", words };
}
