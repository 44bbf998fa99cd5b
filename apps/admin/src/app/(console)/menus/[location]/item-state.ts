import type { Words } from "@parley/words";
import type { Tone } from "@/components/display/tone.ts";
import { formatUntil, type Reader } from "@/format/time.ts";
import type { Menu, Store } from "./menu.graphql.ts";

export type ItemAvailability = Menu["products"][number]["availability"];
export type OffItem = Store["offItems"][number];

/** Who is told until when something is off. */
export interface OffReader extends Reader {
  say: Words<"takeoff">;
}

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
export function itemState(
  availability: ItemAvailability,
  place: Place,
  say: Words<"menu">,
  reader: OffReader,
): ItemState {
  const { isAvailable, source, reason, because } = availability;
  if (isAvailable) return { words: say("state.available"), tone: "ok", reason: null };
  if (source === "DERIVED") {
    return { words: say("state.derived", { because: because ?? "" }), tone: "problem", reason: null };
  }
  if (source !== "OPERATOR") return { words: say("state.atPos"), tone: "problem", reason: null };
  const words = say(availability.isSoldOutAtPos ? "state.offBoth" : "state.off", {
    until: untilInWords(availability.until, place, reader),
    by: authorInWords(availability.by, reader.say),
  });
  return { words, tone: "wait", reason };
}

/** `until 17:00`, `until 04:00 tomorrow`, `until it is put back`. */
export function untilInWords(until: string | null, place: Place, reader: OffReader): string {
  if (until === null) return reader.say("untilPutBack");
  return reader.say("until", { time: formatUntil(new Date(until), place, reader) });
}

const nobodies = ["cli", "pos", "time", "menu"] as const;

/** Who set or ended an override, for people. */
export function authorInWords(by: string | null, say: Words<"takeoff">): string {
  if (by === null) return say("by.nobody");
  const known = nobodies.find((each) => each === by);
  return known === undefined ? by : say(`by.${known}`);
}

/** `1 product and 2 choices`. */
export function countedInWords(items: readonly OffItem[], say: Words<"menu">): string {
  const choices = items.filter(({ kind }) => kind === "MODIFIER").length;
  const products = items.length - choices;
  const parts = [
    ...(products > 0 ? [say("off.products", { count: products })] : []),
    ...(choices > 0 ? [say("off.choices", { count: choices })] : []),
  ];
  const [first = "", second] = parts;
  return second === undefined ? first : say("off.both", { first, second });
}

export interface OffSummary {
  sentence: string;
  /** When the next item comes back by itself, ISO 8601; null where none does. */
  nextBackAt: string | null;
}

/** The line above the menu: how much is off, by whom, and what comes back next. */
export function offSummary(
  items: readonly OffItem[],
  place: Place,
  say: Words<"menu">,
  reader: OffReader,
): OffSummary {
  if (items.length === 0) return { sentence: say("off.none"), nextBackAt: null };
  const byPeople = items.filter((item) => item.availability.source === "OPERATOR").length;
  const derived = items.filter((item) => item.availability.source === "DERIVED").length;
  const counts = { byPeople, atPos: items.length - byPeople - derived, derived };
  const parts = (["byPeople", "atPos", "derived"] as const)
    .filter((part) => counts[part] > 0)
    .map((part) => say(`off.${part}`, { count: counts[part] }))
    .join(", ");
  const count = say("off.summary", { count: items.length, what: countedInWords(items, say), parts });
  const [next] = items
    .flatMap((item) => (item.availability.until === null ? [] : [{ item, at: item.availability.until }]))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (next === undefined) {
    return { sentence: byPeople > 0 ? `${count} ${say("off.stays")}` : count, nextBackAt: null };
  }
  const until = formatUntil(new Date(next.at), place, reader);
  const back = say("off.next", { name: next.item.name ?? next.item.itemId, until });
  return { sentence: `${count} ${back}`, nextBackAt: next.at };
}
