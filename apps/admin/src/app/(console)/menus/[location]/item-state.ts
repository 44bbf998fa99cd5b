import type { Tone } from "@/components/display/tone.ts";
import { formatUntil } from "@/format/time.ts";
import type { Menu, Store } from "./menu.graphql.ts";

export type ItemAvailability = Menu["products"][number]["availability"];
export type OffItem = Store["offItems"][number];

export interface ItemState {
  words: string;
  tone: Tone;
  /** The operator's reason; null where none was given. */
  reason: string | null;
}

/** Where the page is: the store's zone and the server's clock. */
export interface Place {
  /** IANA name. */
  zone: string;
  now: Date;
}

/** Whether an item can be ordered, and who decided that: `Off until 17:00 · by Ada`. */
export function itemState(availability: ItemAvailability, place: Place): ItemState {
  const { isAvailable, source, reason, because } = availability;
  if (isAvailable) return { words: "Available", tone: "ok", reason: null };
  if (source === "DERIVED") {
    return { words: `Cannot be ordered: ${because}`, tone: "problem", reason: null };
  }
  if (source !== "OPERATOR") return { words: "Sold out at the POS", tone: "problem", reason: null };
  const also = availability.isSoldOutAtPos ? ", sold out at the POS too" : "";
  return {
    words: `Off ${untilInWords(availability.until, place)} · by ${authorInWords(availability.by)}${also}`,
    tone: "wait",
    reason,
  };
}

/** `until 17:00`, `until 04:00 tomorrow`, `until it is put back`. */
export function untilInWords(until: string | null, { zone, now }: Place): string {
  return until === null ? "until it is put back" : `until ${formatUntil(new Date(until), zone, now)}`;
}

/** Who set or ended an override, for people. */
export function authorInWords(by: string | null): string {
  const known: Record<string, string> = {
    cli: "a shell",
    pos: "the POS",
    time: "its time",
    menu: "the POS's next menu",
  };
  return by === null ? "nobody known" : (known[by] ?? by);
}

export interface OffSummary {
  sentence: string;
  /** When the next item comes back by itself, ISO 8601; null where none does. */
  nextBackAt: string | null;
}

/** The line above the menu: how much is off, by whom, and what comes back next. */
export function offSummary(items: readonly OffItem[], place: Place): OffSummary {
  if (items.length === 0) return { sentence: "Nothing is off.", nextBackAt: null };
  const byPeople = items.filter((item) => item.availability.source === "OPERATOR").length;
  const derived = items.filter((item) => item.availability.source === "DERIVED").length;
  const atPos = items.length - byPeople - derived;
  const parts = [
    ...(byPeople > 0 ? [`${byPeople} taken off by people`] : []),
    ...(atPos > 0 ? [`${atPos} sold out at the POS`] : []),
    ...(derived > 0 ? [`${derived} without what ${derived === 1 ? "it needs" : "they need"}`] : []),
  ];
  const count = `${items.length} ${items.length === 1 ? "item is" : "items are"} off: ${parts.join(", ")}.`;
  const [next] = items
    .flatMap((item) => (item.availability.until === null ? [] : [{ item, at: item.availability.until }]))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (next === undefined) {
    return {
      sentence: byPeople > 0 ? `${count} What people took off stays off until it is put back.` : count,
      nextBackAt: null,
    };
  }
  const back = `Next back: ${next.item.name ?? next.item.itemId} at ${formatUntil(new Date(next.at), place.zone, place.now)}.`;
  return { sentence: `${count} ${back}`, nextBackAt: next.at };
}
