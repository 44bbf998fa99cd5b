import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { authorInWords, type ItemAvailability, itemState, type OffItem, offSummary } from "./item-state.ts";

const english = { language: "en" as const, say: wordsIn("en")("takeoff"), frame: wordsIn("en")("shell") };
const say = wordsIn("en")("menu");
const place = { zone: "America/Los_Angeles", now: new Date("2026-01-15T20:00:00Z") };

function off(given: Partial<ItemAvailability> = {}): ItemAvailability {
  return {
    isAvailable: false,
    source: "OPERATOR",
    until: null,
    by: "Ada",
    reason: null,
    isSoldOutAtPos: false,
    because: null,
    ...given,
  };
}

describe("itemState", () => {
  it.each([
    [off({ isAvailable: true, source: "MENU", by: null }), "Available", "ok"],
    [off({ isAvailable: true, source: "POS", by: "pos" }), "Available", "ok"],
    [off({ until: "2026-01-16T01:00:00Z" }), "Off until 17:00 · by Ada", "wait"],
    [off({ until: "2026-01-16T12:00:00Z" }), "Off until 04:00 tomorrow · by Ada", "wait"],
    [off({ by: "cli" }), "Off until it is put back · by a shell", "wait"],
    [off({ isSoldOutAtPos: true }), "Off until it is put back · by Ada, sold out at the POS too", "wait"],
    [off({ source: "POS", by: "pos" }), "Sold out at the POS", "problem"],
    [off({ source: "MENU", by: null }), "Sold out at the POS", "problem"],
    // H: nobody took it off, so nobody can put it back.
    [
      off({ source: "DERIVED", by: null, because: "no option is left in Size" }),
      "Cannot be ordered: no option is left in Size",
      "problem",
    ],
  ])("says who decided it, and until when, on the store's clock", (availability, words, tone) => {
    expect(itemState(availability, place, say, english)).toMatchObject({ words, tone });
  });

  it("names an operator as they are called, and what is no operator in words", () => {
    expect(authorInWords("Ada", english.say)).toBe("Ada");
    expect(authorInWords("time", english.say)).toBe("its time");
  });
});

describe("offSummary", () => {
  const item = (itemId: string, availability: ItemAvailability): OffItem => {
    return { kind: "PRODUCT", itemId, name: itemId.toUpperCase(), availability };
  };

  it("counts by whom, and names what comes back next", () => {
    const items = [
      item("late", off({ until: "2026-01-16T12:00:00Z" })),
      item("soon", off({ until: "2026-01-16T01:00:00Z" })),
      item("pos", off({ source: "MENU" })),
      item("burrito", off({ source: "DERIVED", because: "no option is left in Size" })),
    ];
    expect(offSummary(items, place, say, english)).toEqual({
      sentence:
        "4 products are off: 2 taken off by people, 1 sold out at the POS, 1 without what it needs. Next back: SOON, 17:00.",
      nextBackAt: "2026-01-16T01:00:00Z",
    });
  });

  it("says where a person has to act, and nothing of what comes back with its options", () => {
    expect(offSummary([item("tea", off())], place, say, english).sentence).toBe(
      "1 product is off: 1 taken off by people. What people took off stays off until it is put back.",
    );
    expect(offSummary([item("tea", off({ source: "POS" }))], place, say, english).sentence).toBe(
      "1 product is off: 1 sold out at the POS.",
    );
    const both = [item("tea", off()), { ...item("milk", off()), kind: "MODIFIER" as const }];
    expect(offSummary(both, place, say, english).sentence).toMatch(/^1 product and 1 choice are off: 2 /);
    expect(offSummary([], place, say, english)).toEqual({ sentence: "Nothing is off.", nextBackAt: null });
  });
});
