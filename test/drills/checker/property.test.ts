import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiState } from "./api-view.ts";
import { brokenSets, type CheckInput, check } from "./check.ts";
import { corruptions, ENDINGS, type Ending } from "./corruptions.ts";
import { Evening } from "./evening.ts";

/**
 * Random evenings. Every evening begins with one order of each ending, so that each corruption has something to
 * corrupt; what else happens on it, and in which sequence, is chance.
 */

interface Guest {
  ending: Ending;
  polls: number;
  replays: number;
  hasAlias: boolean;
  hasOnlineId: boolean;
}

const guest = fc.record({
  ending: fc.constantFrom(...ENDINGS),
  polls: fc.nat(3),
  replays: fc.nat(2),
  hasAlias: fc.boolean(),
  hasOnlineId: fc.boolean(),
});

const oneOfEach: Guest[] = ENDINGS.map((ending) => ({
  ending,
  polls: 0,
  replays: 1,
  hasAlias: false,
  hasOnlineId: true,
}));

const anyEvening = fc.array(guest, { maxLength: 12 }).map((guests) => live([...oneOfEach, ...guests]));

/** Lets the guests order one after the other, then asks after each order once more. */
function live(guests: readonly Guest[]): CheckInput {
  const evening = new Evening();
  const words = guests.map((guest, index) => order(evening, guest, `${guest.ending}-${index}`));
  words.forEach(({ uids, word }, index) => {
    for (const uid of uids) {
      for (let left = guests[index]?.replays ?? 0; left > 0; left--) evening.told("submit", uid, word);
      evening.told("get", uid, word);
    }
  });
  return evening.input();
}

/** One order from its first submit to its ending, and the word that the partner is to hear from now on. */
function order(evening: Evening, guest: Guest, uid: string): { uids: string[]; word: string } {
  const onlineOrderId = guest.hasOnlineId ? `ONL-${uid}` : null;
  evening.order({ uid, onlineOrderId });
  if (guest.ending === "atOnce") evening.places(uid);
  const word = WORDS[guest.ending];
  if (guest.ending === "atOnce" || guest.ending === "rejected") {
    evening.row(uid, stateOf(word)).told("submit", uid, word);
    return { uids: [uid], word };
  }
  if (guest.ending === "afterABreak") evening.broken("submit", uid);
  evening.row(uid, "UNKNOWN").told("submit", uid, "pending");
  for (let left = guest.polls; left > 0; left--) evening.told("get", uid, "pending");
  const aliases = guest.hasAlias && guest.hasOnlineId ? [`${uid}-again`] : [];
  for (const again of aliases) {
    evening.order({ uid: again, onlineOrderId }).row(uid, "UNKNOWN", { aliases: [again] });
    evening.told("submit", again, "pending");
  }
  if (guest.ending === "voided" || word === "placed") evening.places(uid);
  if (guest.ending === "voided") evening.voids(uid);
  evening.row(uid, guest.ending === "attention" ? "ATTENTION" : stateOf(word));
  return { uids: [uid, ...aliases], word };
}

const WORDS: Readonly<Record<Ending, string>> = {
  atOnce: "placed",
  later: "placed",
  afterABreak: "placed",
  rejected: "rejected",
  errored: "errored",
  voided: "errored",
  attention: "pending",
  open: "pending",
};

function stateOf(word: string): ApiState {
  if (word === "placed") return "PLACED";
  if (word === "rejected") return "REJECTED";
  return word === "errored" ? "ERRORED" : "UNKNOWN";
}

describe("check", () => {
  it("finds nothing on any sound evening", () => {
    fc.assert(
      fc.property(anyEvening, (input) => {
        expect(brokenSets(check(input))).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(corruptions))(
    "finds on any evening that %s",
    (_name, { ending, found, corrupt }) => {
      fc.assert(
        fc.property(anyEvening, (input) => {
          const uid = `${ending}-${ENDINGS.indexOf(ending)}`;
          expect(brokenSets(check(corrupt(input, uid)))).toEqual([found]);
        }),
      );
    },
  );
});
