import { idFrom } from "@parley/db";
import type { Alert, AlertChannel } from "@parley/db/alerts";
import { alertKinds } from "@parley/db/alerts";
import { issueCauses } from "@parley/limits";
import { describe, expect, it } from "vitest";
import type { IssueView } from "../issues/current.ts";
import { OVER_MS, planOf } from "./plan.ts";

const NOON = new Date("2026-11-30T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

function issueOf(over: Partial<IssueView> = {}): IssueView {
  return {
    ...{ id: "iss_1", cause: "bad_signature", lastCause: "bad_signature", state: "open", case: null },
    ...{ subjectKind: "store", subjectId: "loc_1", brandId: "brd_1", locationId: idFrom("loc", "loc_1") },
    ...{ connectionId: null, sinceAt: NOON, firstSeenAt: NOON, lastSeenAt: NOON, overAt: null, spells: 1 },
    ...{ effects: 1, waiting: [], mayBeMade: false, metOrders: 0, metMoney: {}, unmapped: 0, menu: null },
    ...{ isCounted: true, lastExchangeId: null },
    ...over,
  };
}

function channelOf(over: Partial<AlertChannel> = {}): AlertChannel {
  return {
    ...{ id: "alc_1", kind: "webhook", name: "Ours", target: "https://x.example", kinds: alertKinds },
    ...{ brandId: null, locationId: null, language: "en", isOn: true, version: 1, deletedAt: null },
    ...{ createdAt: NOON, updatedAt: NOON },
    ...{ quietFrom: null, quietTo: null, quietZone: null, tellsOrdersAtNight: true, delayMin: null },
    ...over,
  };
}

/** Looks again and again, keeping what each look wrote, as the database does. */
function looker(channels: readonly AlertChannel[] = [channelOf()]) {
  const told: { alertId: string; channelId: string; event: "opened" | "grown" | "ended" }[] = [];
  let open: Alert[] = [];
  return (issues: readonly IssueView[], now = NOON) => {
    const plan = planOf({ issues, open, channels, told, now });
    open = [...open.filter(({ id }) => !plan.alerts.some((alert) => alert.id === id)), ...plan.alerts];
    open = open.filter(({ endedAt }) => endedAt === null);
    for (const { alert, channel, event } of plan.tellings)
      told.push({ alertId: alert.id, channelId: channel.id, event });
    return plan.tellings.map(({ channel, event }) => `${channel.id} ${event}`);
  };
}

describe("what is told of an issue", () => {
  it.each(issueCauses)("is one message of %s, however often it is looked at", (cause) => {
    const look = looker();
    const issue = issueOf({ cause, lastCause: cause });
    expect([look([issue]), look([issue]), look([issue], after(60_000))]).toEqual([["alc_1 opened"], [], []]);
  });

  it("is one more where it becomes a hundred times greater, and none where it goes on so", () => {
    const look = looker();
    look([issueOf({ effects: 3 })]);
    const told = [99, 299, 300, 9_000, 1_000_000].map((effects, at) =>
      look([issueOf({ effects })], after(at)),
    );
    expect(told).toEqual([[], [], ["alc_1 grown"], [], []]);
  });

  it("is its end once it was over for a while, and nothing where it comes and goes", () => {
    const look = looker();
    look([issueOf()]);
    const over = issueOf({ state: "over", overAt: NOON });
    expect(look([over], after(1_000))).toEqual([]);
    expect(look([issueOf({ spells: 2 })], after(2_000))).toEqual([]);
    expect(look([over], after(3_000))).toEqual([]);
    expect(look([over], after(2_999 + OVER_MS))).toEqual([]);
    expect(look([over], after(3_000 + OVER_MS))).toEqual(["alc_1 ended"]);
    expect(look([issueOf({ spells: 3 })], after(4_000 + OVER_MS))).toEqual(["alc_1 opened"]);
  });

  it("is its end at once where somebody resolved it", () => {
    const look = looker();
    look([issueOf()]);
    expect(look([issueOf({ state: "resolved" })], after(1))).toEqual(["alc_1 ended"]);
  });

  it("is nothing while it rests, at a test store, or to whom it was never told", () => {
    const look = looker();
    expect(look([issueOf({ state: "snoozed" })])).toEqual([]);
    expect(look([issueOf({ id: "iss_2", isCounted: false })])).toEqual([]);
    expect(look([issueOf({ id: "iss_3", state: "over", overAt: NOON })])).toEqual([]);
    expect(look([issueOf()])).toEqual(["alc_1 opened"]);
  });

  it("reaches those channels alone that are for its brand, its store and its kind, and were there", () => {
    const look = looker([
      channelOf({ id: "its_brand", brandId: "brd_1" }),
      channelOf({ id: "its_store", brandId: "brd_1", locationId: idFrom("loc", "loc_1") }),
      channelOf({ id: "other_brand", brandId: "brd_2" }),
      channelOf({ id: "other_store", brandId: "brd_1", locationId: idFrom("loc", "loc_2") }),
      channelOf({ id: "other_kind", kinds: ["menu"] }),
      channelOf({ id: "waiting", kinds: ["not_placed"] }),
      channelOf({ id: "later", createdAt: after(1) }),
    ]);
    expect(look([issueOf()])).toEqual(["its_brand opened", "its_store opened"]);
    // Orders wait for it now, which is what another channel is for.
    const waiting = [{ currency: "USD", count: 2, totalCents: 900, oldestAt: NOON }];
    expect(look([issueOf({ waiting })], after(5))).toEqual(["waiting opened"]);
  });
});
