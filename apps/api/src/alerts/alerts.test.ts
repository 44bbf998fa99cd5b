import { createHmac } from "node:crypto";
import { everyBrand } from "@parley/db";
import { type ChannelKind, insertChannel, listDeliveries, replayDelivery } from "@parley/db/alerts";
import { insertExchanges } from "@parley/db/exchanges";
import { consumeFeed } from "@parley/db/feed";
import { claimJobs } from "@parley/db/jobs";
import { insertOperator } from "@parley/db/operators";
import { insertOrder } from "@parley/db/orders";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
} from "@parley/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFeedRunner } from "../feed/runner.ts";
import { createIssueKeeper, QUIET_MS } from "../issues/keeper.ts";
import { createJobRunner, type JobHandler, LEASE_MS } from "../jobs/runner.ts";
import { createLogger } from "../logger.ts";
import { createMailer } from "../mail/mailer.ts";
import { type Mailbox, openMailbox } from "../mail/testing/mailbox.ts";
import { createDelivery, RETRY_MS } from "./deliver.ts";
import { USUAL_KINDS } from "./kinds.ts";
import { askForLook, createAlertLook, lookForAlerts } from "./look.ts";
import { OVER_MS } from "./plan.ts";
import { createAlertSender } from "./send.ts";
import { openReceiver, type Receiver } from "./testing/receivers.ts";

const KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ADMIN = "https://admin.example";
const CLI = { kind: "cli" } as const;

let test: TestDatabase;
let store: TestStore;
let now: Date;
let receiver: Receiver;
let mailbox: Mailbox;
const open: AsyncDisposable[] = [];

beforeEach(async () => {
  test = await createTestDatabase();
  now = new Date();
  store = await insertTestStore(test, now);
  receiver = await openReceiver();
  mailbox = await openMailbox();
  open.push(test, receiver, mailbox);
  await setOwnersChannel(false);
  await follow();
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** There is nobody to write to but in the test of just that. */
async function setOwnersChannel(isOn: boolean): Promise<void> {
  await test.db.sql`update alert_channels set is_on = ${isOn} where id = 'alc_owners'`;
}

const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const ledgerNow = () => now;

async function follow(): Promise<void> {
  const [marker] = await test.db.sql<{ tx: string }[]>`select pg_current_xact_id()::text as tx`;
  for (let isPast = false; !isPast; ) {
    const [head] = await test.db.sql<{ isPast: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${marker?.tx ?? "0"}::text::xid8 as "isPast"`;
    isPast = head?.isPast ?? false;
  }
  const keeper = createIssueKeeper({ now: () => now, ledgerNow });
  while ((await consumeFeed(test.db, keeper, { now })) !== "idle");
}

async function look(hasMail = true): Promise<void> {
  await follow();
  await lookForAlerts({ db: test.db, now: () => now, ledgerNow, hasMail, adminUrl: ADMIN });
}

async function addChannel(kind: ChannelKind, over: { language?: string; target?: string } = {}) {
  const { language = "en", target = `${receiver.url}/hook` } = over;
  const secret = { email: null, webhook: KEY, slack: target, teams: target }[kind];
  const shown = kind === "slack" || kind === "teams" ? "127.0.0.1" : target;
  const where = { brandId: null, locationId: null };
  const channel = await insertChannel(test.db, {
    ...{ kind, name: kind, target: shown, kinds: USUAL_KINDS, language, isOn: true, ...where },
    ...{ secret, vault: test.vault, by: CLI, now },
  });
  if (channel === null) throw new Error("There are too many");
  return channel;
}

async function addDigest(brandId: string, digest: { digestAt: string; digestZone: string }) {
  await insertChannel(test.db, {
    ...{ kind: "webhook", name: "Day", target: `${receiver.url}/day`, kinds: USUAL_KINDS, language: "en" },
    ...{ isOn: true, brandId, locationId: null, secret: KEY, vault: test.vault, by: CLI, now, ...digest },
  });
}

/** A process that delivers; it ends with the test, or before. */
function process(
  resolveName?: Parameters<typeof createAlertSender>[0]["resolveName"],
  others: readonly JobHandler[] = [],
) {
  const mailer = createMailer({ smtpUrl: mailbox.url, from: "parley@example.com" });
  const sender = createAlertSender({
    ...{ mailer, guard: { allowLoopbackHttp: resolveName === undefined }, now: () => now },
    ...(resolveName && { resolveName }),
  });
  const delivery = createDelivery({ db: test.db, vault: test.vault, sender, now: () => now });
  const log = createLogger("silent");
  const worker = `w${open.length}`;
  const handlers = [delivery, ...others];
  const runner = createJobRunner({ db: test.db, handlers, worker, ledgerNow, log });
  open.push(sender, runner);
  runner.start();
  return runner;
}

const deliveries = async () =>
  await listDeliveries(test.db, { scope: everyBrand, page: { limit: 100, inverted: true } });
const told = async () => (await deliveries()).map(({ event, state }) => `${event} ${state}`);

const badSignatures = (count: number) =>
  insertExchanges(
    test.db,
    Array.from({ length: count }, () => {
      const place = { connectionId: store.connection.id, brandId: store.brand.id };
      return {
        ...testExchange({ at: now, status: 401, code: "signature_mismatch", ...place }),
        bodies: null,
      };
    }),
  );

describe("alerts", () => {
  it("make one message and one update of ten thousand failures of one cause, and one of its end", async () => {
    await addChannel("webhook");
    process();
    await badSignatures(2);
    await look(false);
    await expect.poll(told).toEqual(["opened delivered"]);
    for (let n = 0; n < 20; n += 1) {
      await look(false);
      await badSignatures(500);
      later(10_000);
    }
    await look(false);
    await expect.poll(told).toEqual(["opened delivered", "grown delivered"]);
    later(QUIET_MS + 1);
    await look(false);
    later(OVER_MS);
    await look(false);
    await expect.poll(told).toEqual(["opened delivered", "grown delivered", "ended delivered"]);
    expect(receiver.requests.map(({ body }) => JSON.parse(body).type)).toEqual([
      "alert.opened",
      "alert.grown",
      "alert.ended",
    ]);
  });

  it("tell of a POS that is down and its paid orders, once, by every kind of channel, and nothing of a guest", async () => {
    for (const kind of ["webhook", "slack", "teams"] as const) await addChannel(kind);
    await addChannel("email", { target: "ops@example.com, night@example.com", language: "es" });
    const args = testOrder(store, { receivedAt: now, state: "received", cause: "pos_unavailable" });
    await insertOrder(test.db, args);
    later(60_000);
    await look();
    await look();
    process();
    await expect.poll(told).toEqual(Array(4).fill("opened delivered"));
    const title = `The POS of ${store.location.name} cannot be reached, for 60 s now.`;
    const bodies = receiver.requests.map(({ body }) => JSON.parse(body));
    expect(bodies).toContainEqual(
      expect.objectContaining({
        type: "alert.opened",
        data: expect.objectContaining({ cause: "store_in_doubt", title, orders_waiting: 1 }),
      }),
    );
    const link = expect.stringMatching(/<https:\/\/admin\.example\/issues\/iss_\w+\|See the issue>$/);
    expect(bodies).toContainEqual({ text: link });
    expect(bodies.find(({ text }) => text)?.text).toContain(title);
    const card = bodies.find(({ attachments }) => attachments)?.attachments[0].content;
    expect(card).toMatchObject({ type: "AdaptiveCard", body: [{ text: title }, {}], actions: [{}, {}] });
    expect(mailbox.mails).toMatchObject([
      { from: "parley@example.com", to: ["ops@example.com", "night@example.com"] },
    ]);
    const text = mailbox.mails[0]?.raw.replaceAll("=\r\n", "");
    expect(text).toMatch(/Ver la incidencia: https:\/\/admin\.example\/issues\/iss_/);
    const everything = JSON.stringify([receiver.requests, mailbox.mails]);
    for (const ofGuest of [/Lovelace/i, /555-0142/, /Ada@/i]) expect(everything).not.toMatch(ofGuest);
  });

  it("are on for owners from the beginning, and wait for nobody where no mail server is set", async () => {
    await setOwnersChannel(true);
    const owner = { role: "owner", brandId: null, locationId: null } as const;
    const viewer = { role: "viewer", brandId: store.brand.id, locationId: null } as const;
    for (const [name, grant] of [
      ["owner", owner],
      ["viewer", viewer],
    ] as const)
      await insertOperator(test.db, {
        operator: { name, email: `${name}@example.com`, passwordHash: "x", grants: [grant] },
        now,
      });
    await badSignatures(1);
    await look(false);
    expect(await told()).toEqual([]);
    await look(true);
    process();
    await expect.poll(told).toEqual(["opened delivered"]);
    expect(mailbox.mails.map(({ to }) => to)).toEqual([["owner@example.com"]]);
  });

  it("are six messages of eight stores at once, and one more once those of the last are over", async () => {
    await addChannel("webhook");
    const stores = [store];
    while (stores.length < 8) stores.push(await insertTestStore(test, now));
    for (const each of stores)
      await insertOrder(
        test.db,
        testOrder(each, { receivedAt: now, state: "received", cause: "pos_unavailable" }),
      );
    later(60_000);
    await look();
    await look();
    expect(await told()).toEqual(Array(6).fill("opened waiting"));
    process();
    await expect.poll(told).toEqual(Array(6).fill("opened delivered"));
    const group = receiver.requests
      .map(({ body }) => JSON.parse(body).data)
      .find(({ lines }) => lines.length > 0);
    expect(group).toMatchObject({ title: "3 issues began.", issue_id: null, orders_waiting: 3 });
    expect(group.url).toBe(`${ADMIN}/issues`);
    expect(group.lines).toHaveLength(3);
    await test.db
      .sql`update orders set state = 'placed', pos_order_id = id, due_at = null, final_at = ${now}`;
    await look();
    later(OVER_MS);
    await look();
    expect((await told()).filter((text) => text.startsWith("ended"))).toHaveLength(6);
    const titles = (await deliveries()).map(({ message }) => message.title);
    expect(titles).toContain("All 3 issues that began together are over, after 5 min.");
  });

  it("are sent as soon as their cause is seen, once, and do not wait for the next look", async () => {
    await addChannel("webhook");
    const args = { db: test.db, now: () => now, ledgerNow };
    const runner = process(undefined, [createAlertLook({ ...args, hasMail: false, adminUrl: ADMIN })]);
    // The clock stands: after its first look it has nothing more to do by itself.
    const isDone = async () => {
      const rows = await test.db.sql`select from jobs where kind = 'alerts.look' and due_at > ${now}`;
      return rows.length;
    };
    await expect.poll(isDone).toBe(1);
    const news = {
      ask: (tx: Parameters<typeof askForLook>[0]["orm"]) => askForLook({ orm: tx }, now),
      wake: () => runner.wake(),
    };
    const keeper = createIssueKeeper({ now: () => now, ledgerNow, news });
    const feed = createFeedRunner({ ...args, consumers: [keeper], log: createLogger("silent") });
    open.push(feed);
    feed.start();
    const startMs = performance.now();
    await badSignatures(1);
    await expect.poll(() => receiver.requests.length, { timeout: 30_000, interval: 10 }).toBe(1);
    const ms = Math.round(performance.now() - startMs);
    globalThis.process.stdout.write(`From a cause to its message: ${ms} ms\n`);
    await expect.poll(told).toEqual(["opened delivered"]);
    await expect.poll(isDone).toBe(1);
    await badSignatures(5);
    await follow();
    expect(await told()).toEqual(["opened delivered"]);
  });

  it("tell the day in short once, at its time, of the channel's own places, and also where nothing went wrong", async () => {
    const other = await insertTestStore(test, now);
    const noon = new Date(Math.ceil(now.getTime() / 86_400_000) * 86_400_000 + 43_200_000);
    now = noon;
    const digest = { digestAt: "14:00", digestZone: "UTC" };
    for (const brandId of [store.brand.id, other.brand.id]) await addDigest(brandId, digest);
    now = new Date(noon.getTime() + 7_190_000);
    await insertOrder(test.db, testOrder(store, { receivedAt: now }));
    await badSignatures(2);
    await look(false);
    expect(await told()).toEqual(["opened waiting"]);
    now = new Date(noon.getTime() + 7_200_000);
    process();
    await Promise.all([look(false), look(false)]);
    await expect.poll(() => receiver.requests.length).toBe(4);
    await look(false);
    const said = receiver.requests.map(({ body }) => JSON.parse(body));
    const digests = said.filter(({ type }) => type === "alert.digest").map(({ data }) => data);
    expect(digests.map(({ title, lines }) => [title, ...lines]).sort()).toEqual([
      [
        ...["The last day: 2 issues last.", "One order came."],
        ...[expect.stringContaining("has not answered"), expect.stringContaining("bad signature")],
      ],
      ["The last day: no issue lasts.", "No order came."],
    ]);
    later(24 * 3_600_000);
    await look(false);
    expect((await told()).filter((each) => each.startsWith("digest"))).toHaveLength(4);
  });

  it("sign a webhook by the standard, under an id that stays the same over every try", async () => {
    const channel = await addChannel("webhook");
    receiver.status = 500;
    await badSignatures(1);
    await look(false);
    const runner = process();
    for (const [at, waitMs] of RETRY_MS.entries()) {
      await expect.poll(deliveries).toMatchObject([
        {
          state: "waiting",
          attempts: at + 1,
          lastAnswer: "http 500",
          nextAt: new Date(now.getTime() + waitMs),
        },
      ]);
      later(waitMs);
      runner.wake();
    }
    await expect.poll(deliveries).toMatchObject([{ state: "failed", attempts: 8, lastAnswer: "http 500" }]);
    expect(receiver.requests).toHaveLength(RETRY_MS.length + 1);
    receiver.status = 200;
    const [delivery] = await deliveries();
    if (delivery === undefined) throw new Error("There is none");
    const again = { delivery, channel, by: CLI, now, ledgerNow: now };
    expect(await replayDelivery(test.db, again)).toMatchObject({ state: "waiting", attempts: 0 });
    expect(await replayDelivery(test.db, again)).toBeNull();
    runner.wake();
    await expect.poll(told).toEqual(["opened delivered"]);
    const secret = Buffer.from(KEY.slice("whsec_".length), "base64");
    for (const { headers, body } of receiver.requests) {
      expect(headers["webhook-id"]).toBe(delivery.id);
      const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
      const mac = createHmac("sha256", secret).update(signed).digest("base64");
      expect(headers["webhook-signature"]).toBe(`v1,${mac}`);
    }
    expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
  });

  it("reach their receiver though the process died that had them", async () => {
    await addChannel("webhook");
    await badSignatures(1);
    await look(false);
    const claim = { kinds: ["alerts.deliver"], worker: "dead", leaseMs: LEASE_MS, limit: 5, now };
    expect(await claimJobs(test.db, claim)).toHaveLength(1);
    const runner = process();
    later(LEASE_MS);
    runner.wake();
    await expect.poll(told).toEqual(["opened delivered"]);
    expect(receiver.requests).toHaveLength(1);
  });

  it("give up at once where the receiver is gone for good, or the channel was deleted", async () => {
    await addChannel("webhook");
    receiver.status = 410;
    await badSignatures(1);
    await look(false);
    process();
    await expect.poll(deliveries).toMatchObject([{ state: "failed", attempts: 1, lastAnswer: "http 410" }]);
  });

  it("never reach into our own network, whatever a name resolves to", async () => {
    await addChannel("webhook", { target: "https://hooks.example.com/x" });
    await badSignatures(1);
    await look(false);
    process((_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]));
    await expect
      .poll(deliveries)
      .toMatchObject([{ state: "waiting", attempts: 1, lastAnswer: "adapter_url_forbidden" }]);
    expect(receiver.requests).toEqual([]);
  });
});
