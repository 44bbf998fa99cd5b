import { idFrom } from "@parley/db";
import type { Alert, AlertChannel, RecentTold, Told } from "@parley/db/alerts";
import { alertKinds } from "@parley/db/alerts";
import { issueCauses } from "@parley/limits";
import { describe, expect, it } from "vitest";
import type { IssueView } from "../issues/current.ts";
import { OVER_MS, planOf } from "./plan.ts";
import { SINGLE_MAX, SPREAD_MS } from "./spread.ts";

const NOON = new Date("2026-11-30T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

function issueOf(over: Partial<IssueView> = {}): IssueView {
  return {
    ...{ id: "iss_1", cause: "bad_signature", lastCause: "bad_signature", state: "open", case: null },
    ...{ subjectKind: "store", subjectId: "loc_1", brandId: "brd_1", locationId: idFrom("loc", "loc_1") },
    ...{ connectionId: null, sinceAt: NOON, firstSeenAt: NOON, lastSeenAt: NOON, overAt: null, spells: 1 },
    ...{ effects: 1, waiting: [], mayBeMade: false, metOrders: 0, metMoney: {}, unmapped: 0, menu: null },
    ...{ watch: null, endsAt: null },
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
    ...{ digestAt: null, digestZone: null, digestToldAt: null },
    ...over,
  };
}

/** Looks again and again, keeping what each look wrote, as the database does. */
function looker(channels: readonly AlertChannel[] = [channelOf()]) {
  const told: Told[] = [];
  let open: Alert[] = [];
  let groups = 0;
  return (issues: readonly IssueView[], now = NOON) => {
    const recent = told.filter(({ event, groupedIn, alertId }, at) => {
      const first = told.findIndex((each) => each.groupedIn === groupedIn);
      return event === "opened" && alertId !== null && (groupedIn === null || first === at);
    });
    const plan = planOf({ issues, open, channels, told, recent, now });
    open = [...open.filter(({ id }) => !plan.alerts.some((alert) => alert.id === id)), ...plan.alerts];
    open = open.filter(({ endedAt }) => endedAt === null);
    const note = (alertId: string, channelId: string, event: Told["event"], groupedIn: string | null) =>
      told.push({ alertId, channelId, event, groupedIn, createdAt: now });
    for (const { alert, channel, event } of plan.tellings) note(alert.id, channel.id, event, null);
    for (const { channel, members } of plan.groups) {
      groups += 1;
      for (const { alert } of members) note(alert.id, channel.id, "opened", `group ${groups}`);
    }
    for (const { channel, alertId } of plan.groupEnds) note(alertId, channel.id, "ended", null);
    return [
      ...plan.tellings.map(({ channel, event, inMs }) => `${channel.id} ${event}${inMs > 0 ? " later" : ""}`),
      ...plan.groups.map(({ channel, members, isOfNight }) => {
        return `${channel.id} opened ${members.length}${isOfNight ? " of the night" : ""}`;
      }),
      ...plan.groupEnds.map(({ channel, count }) => `${channel.id} ended ${count}`),
    ];
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

/** Numbers that look like chance and are the same at every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("where many begin", () => {
  const store = (n: number, over: Partial<IssueView> = {}) => issueOf({ id: `iss_${n}`, ...over });
  const stores = (count: number) => Array.from({ length: count }, (_, n) => store(n));

  it("three hundred are five messages and one, and one more once all of the rest are over", () => {
    const look = looker();
    expect(look(stores(300))).toEqual([...Array(5).fill("alc_1 opened"), "alc_1 opened 295"]);
    expect(look(stores(310), after(10_000))).toEqual([]);
    expect(look(stores(310), after(SPREAD_MS))).toEqual(
      Array(5).fill("alc_1 opened").concat("alc_1 opened 5"),
    );
    const resolved = (from: number, to: number) =>
      stores(310).map((issue, n) => (n >= from && n < to ? { ...issue, state: "resolved" as const } : issue));
    expect(look(resolved(5, 299), after(SPREAD_MS + 1))).toEqual([]);
    expect(look(resolved(299, 300).slice(299), after(SPREAD_MS + 2))).toEqual(["alc_1 ended 295"]);
  });

  it("those with the greatest harm are told by themselves", () => {
    const waiting = [{ currency: "USD", count: 1, totalCents: 100_000, oldestAt: NOON }];
    const worst = store(99, { waiting });
    const channels = [channelOf()];
    const args = { open: [], channels, told: [], recent: [], now: after(1) };
    const { tellings, groups } = planOf({ ...args, issues: [...stores(20), worst] });
    expect(tellings[0]?.issue.id).toBe("iss_99");
    expect(groups[0]?.members).toHaveLength(16);
  });

  it.each([1, 2, 3, 4])(
    "each is told once, a few at a time and none late, whatever begins and ends (%i)",
    (seed) => {
      const next = chance(seed);
      const channels = [channelOf(), channelOf({ id: "alc_2", kinds: ["signature", "pos"] })];
      const told: Told[] = [];
      const recent: RecentTold[] = [];
      let open: Alert[] = [];
      const states = new Map<string, IssueView>();
      const sinceMs = new Map<string, number>();
      let nowMs = NOON.getTime();
      for (let n = 0; n < 80; n += 1) {
        nowMs += Math.floor(next() * 60_000);
        const now = new Date(nowMs);
        for (let more = Math.floor(next() ** 4 * 30); more > 0; more -= 1) {
          const issue = store(states.size, { cause: next() < 0.5 ? "bad_signature" : "store_in_doubt" });
          states.set(issue.id, issue);
          sinceMs.set(issue.id, nowMs);
        }
        for (const issue of states.values())
          if (next() < 0.02) states.set(issue.id, { ...issue, state: "resolved" });
        const issues = [...states.values()].filter(
          ({ id, state }) => state === "open" || open.some(({ issueId }) => issueId === id),
        );
        const plan = planOf({ issues, open, channels, told, recent, now });
        for (const { channel, event } of plan.tellings)
          if (event === "opened") recent.push({ channelId: channel.id, groupedIn: null, createdAt: now });
        for (const { channel } of plan.groups)
          recent.push({ channelId: channel.id, groupedIn: `${channel.id} ${n}`, createdAt: now });
        const alertIds = new Map([...open, ...plan.alerts].map(({ issueId, id }) => [issueId, id]));
        open = [...open.filter(({ id }) => !plan.alerts.some((alert) => alert.id === id)), ...plan.alerts];
        open = open.filter(({ endedAt }) => endedAt === null);
        const opened = { event: "opened", createdAt: now } as const;
        for (const { alert, channel, event } of plan.tellings)
          if (event === "opened")
            told.push({ ...opened, alertId: alert.id, channelId: channel.id, groupedIn: null });
        for (const { channel, members } of plan.groups)
          for (const { alert } of members)
            told.push({
              ...opened,
              alertId: alert.id,
              channelId: channel.id,
              groupedIn: `${channel.id} ${n}`,
            });
        for (const { id } of channels) {
          const own = told.filter(({ channelId }) => channelId === id);
          expect(new Set(own.map(({ alertId }) => alertId)).size).toBe(own.length);
          const lately = own.filter(({ createdAt }) => nowMs - createdAt.getTime() < SPREAD_MS);
          expect(lately.filter(({ groupedIn }) => groupedIn === null).length).toBeLessThanOrEqual(SINGLE_MAX);
          expect(new Set(lately.flatMap(({ groupedIn }) => groupedIn ?? [])).size).toBeLessThanOrEqual(1);
          const untold = [...states.values()].filter(
            (issue) =>
              issue.state === "open" &&
              nowMs - (sinceMs.get(issue.id) ?? nowMs) >= SPREAD_MS + 60_000 &&
              !own.some(({ alertId }) => alertId === alertIds.get(issue.id)),
          );
          expect(untold).toEqual([]);
        }
      }
    },
  );
});

describe("a channel that rests", () => {
  // In this night the clocks of New York are put back at two: its quiet hours last ten hours and not nine.
  const rests = { quietFrom: "22:00", quietTo: "07:00", quietZone: "America/New_York" };
  const night = new Date("2026-11-01T02:30:00Z");
  const morning = new Date("2026-11-01T12:00:00Z");
  const waiting = [{ currency: "USD", count: 2, totalCents: 900, oldestAt: NOON }];
  const soon = (at: Date, ms: number) => new Date(at.getTime() + ms);
  const sleeper = (over: Partial<AlertChannel> = {}) =>
    channelOf({ id: "its", createdAt: new Date("2026-10-01T00:00:00Z"), ...rests, ...over });

  it("tells together, when it wakes, what began and still lasts, and then what is over", () => {
    const look = looker([sleeper()]);
    const [a, b, c] = [1, 2, 3].map((n) => issueOf({ id: `iss_${n}` }));
    if (a === undefined || b === undefined || c === undefined) throw new Error("There are three");
    expect(look([a, b, c], night)).toEqual([]);
    expect(look([a, b, { ...c, state: "resolved" }], soon(night, 1_000))).toEqual([]);
    expect(look([a, b], soon(morning, -1))).toEqual([]);
    expect(look([a, b], morning)).toEqual(["its opened 2 of the night"]);
  });

  it("tells of paid orders that no kitchen has at once, unless it is not to", () => {
    const issue = issueOf({ waiting });
    expect(looker([sleeper()])([issue], night)).toEqual(["its opened"]);
    expect(looker([sleeper({ tellsOrdersAtNight: false })])([issue], night)).toEqual([]);
  });

  it("keeps back that something is over until it wakes", () => {
    const dusk = new Date("2026-11-01T01:30:00Z");
    const look = looker([sleeper()]);
    expect(look([issueOf()], dusk)).toEqual(["its opened"]);
    expect(look([issueOf({ state: "resolved" })], night)).toEqual(["its ended later"]);
  });
});

describe("a step of a ladder", () => {
  it("is told of what has lasted for its minutes and nobody has taken", () => {
    const look = looker([channelOf({ id: "boss", delayMin: 15 }), channelOf({ id: "team" })]);
    const taken = issueOf({ id: "iss_2", state: "acknowledged" });
    const minute = 60_000;
    expect(look([issueOf(), taken])).toEqual(["team opened", "team opened"]);
    expect(look([issueOf(), taken], after(15 * minute - 1))).toEqual([]);
    expect(look([issueOf(), taken], after(15 * minute))).toEqual(["boss opened"]);
    const over = issueOf({ state: "resolved" });
    expect(look([over, taken], after(16 * minute))).toEqual(["boss ended", "team ended"]);
    expect(look([{ ...taken, state: "resolved" }], after(17 * minute))).toEqual(["team ended"]);
  });
});
