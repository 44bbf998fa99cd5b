import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiState } from "./api-view.ts";
import { brokenSets, type CheckInput, check } from "./check.ts";
import { corruptions, ENDINGS, type Ending } from "./corruptions.ts";
import { TestRun } from "./test-run.ts";

/**
 * Random test runs. Every run begins with one order of each ending, so that each corruption has something to
 * corrupt; everything else in a run, and its sequence, is random.
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

const anyRun = fc.array(guest, { maxLength: 12 }).map((guests) => live([...oneOfEach, ...guests]));

/** Lets the guests order one after the other, then asks for each order once more. */
function live(guests: readonly Guest[]): CheckInput {
  const testRun = new TestRun();
  const orders = guests.map((guest, index) => order(testRun, guest, `${guest.ending}-${index}`));
  orders.forEach(({ uids, status }, index) => {
    for (const uid of uids) {
      for (let left = guests[index]?.replays ?? 0; left > 0; left--) testRun.received("submit", uid, status);
      testRun.received("get", uid, status);
    }
  });
  return testRun.input();
}

/** One order from its first submit to its ending, and the status that the partner must get from then on. */
function order(testRun: TestRun, guest: Guest, uid: string): { uids: string[]; status: string } {
  const onlineOrderId = guest.hasOnlineId ? `ONL-${uid}` : null;
  testRun.order({ uid, onlineOrderId });
  if (guest.ending === "atOnce") testRun.places(uid);
  const status = STATUSES[guest.ending];
  if (guest.ending === "atOnce" || guest.ending === "rejected") {
    testRun.row(uid, stateOf(status)).received("submit", uid, status);
    return { uids: [uid], status };
  }
  if (guest.ending === "afterABreak") testRun.broken("submit", uid);
  testRun.row(uid, "UNKNOWN").received("submit", uid, "pending");
  for (let left = guest.polls; left > 0; left--) testRun.received("get", uid, "pending");
  const aliases = guest.hasAlias && guest.hasOnlineId ? [`${uid}-again`] : [];
  for (const again of aliases) {
    testRun.order({ uid: again, onlineOrderId }).row(uid, "UNKNOWN", { aliases: [again] });
    testRun.received("submit", again, "pending");
  }
  if (guest.ending === "voided" || status === "placed") testRun.places(uid);
  if (guest.ending === "voided") testRun.voids(uid);
  testRun.row(uid, guest.ending === "attention" ? "ATTENTION" : stateOf(status));
  return { uids: [uid, ...aliases], status };
}

const STATUSES: Readonly<Record<Ending, string>> = {
  atOnce: "placed",
  later: "placed",
  afterABreak: "placed",
  rejected: "rejected",
  errored: "errored",
  voided: "errored",
  attention: "pending",
  open: "pending",
};

function stateOf(status: string): ApiState {
  if (status === "placed") return "PLACED";
  if (status === "rejected") return "REJECTED";
  return status === "errored" ? "ERRORED" : "UNKNOWN";
}

describe("check", () => {
  it("finds nothing in any sound test run", () => {
    fc.assert(
      fc.property(anyRun, (input) => {
        expect(brokenSets(check(input))).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(corruptions))(
    "finds in any test run that %s",
    (_name, { ending, found, corrupt }) => {
      fc.assert(
        fc.property(anyRun, (input) => {
          const uid = `${ending}-${ENDINGS.indexOf(ending)}`;
          expect(brokenSets(check(corrupt(input, uid)))).toEqual([found]);
        }),
      );
    },
  );
});
