import { afterAll, beforeAll, expect, it } from "vitest";
import { createDelivery } from "../../alerts/deliver.ts";
import { createAlertSender } from "../../alerts/send.ts";
import { openReceiver, type Receiver } from "../../alerts/testing/receivers.ts";
import { type Cli, openCli } from "../testing/cli.ts";

/** Channels are made, tried and followed at a shell. */

let cli: Cli;
let receiver: Receiver;
beforeAll(async () => {
  cli = await openCli();
  receiver = await openReceiver();
});
afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await cli[Symbol.asyncDispose]();
});

async function run(args: readonly string[], options: Parameters<Cli["parley"]>[1] = {}) {
  const env = { POS_ALLOW_LOOPBACK_HTTP: "1", ADMIN_URL: "https://admin.example" };
  return await cli.parley([...args, "--json"], { env, ...options });
}

/** What the gateway does with a message, once. */
async function deliver(id: string): Promise<void> {
  const now = () => new Date();
  await using sender = createAlertSender({ mailer: null, guard: { allowLoopbackHttp: true }, now });
  const delivery = createDelivery({ db: cli.db, vault: cli.vault, sender, now });
  await delivery.run({ key: id, attempt: 1 }, new AbortController().signal);
}

it("adds a webhook whose key is shown once, tries it, and sends what failed once more", async () => {
  const added = await run([
    "alerts",
    "add",
    "--kind",
    "webhook",
    "--name",
    "Ours",
    "--to",
    `${receiver.url}/in`,
  ]);
  expect(added.json).toMatchObject({
    channel: { kind: "webhook", is_on: true },
    key: expect.stringMatching(/^whsec_/),
  });
  const { channel } = Object(added.json);
  receiver.status = 500;
  const { message } = Object((await run(["alerts", "test", channel.id])).json);
  await deliver(message.id);
  const logged = async () => Object((await run(["alerts", "log", channel.id])).json).messages;
  expect(await logged()).toMatchObject([
    { event: "test", state: "waiting", attempts: 1, last_answer: "http 500" },
  ]);
  expect((await run(["alerts", "replay", message.id])).json).toMatchObject({ error: { code: "under_way" } });
  receiver.status = 200;
  await deliver(message.id);
  expect(await logged()).toMatchObject([{ state: "delivered", attempts: 2, last_answer: "http 200" }]);
  expect((await run(["alerts", "replay", message.id])).code).toBe(0);
  await deliver(message.id);
  expect(receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual(Array(3).fill(message.id));
  expect(JSON.parse(receiver.requests[0]?.body ?? "")).toMatchObject({
    type: "alert.test",
    data: { url: "https://admin.example/issues", issue_id: null },
  });
  const shown = JSON.stringify((await run(["alerts", "list"])).json);
  expect(shown).toContain(channel.id);
  expect(shown).not.toContain("whsec_");
});

it("takes the URL of Slack from stdin, and neither shows nor records it", async () => {
  const url = "https://hooks.slack.com/services/T0/B0/a-secret";
  const added = await run(["alerts", "add", "--kind", "slack", "--name", "Ops", "--url-stdin"], {
    stdin: url,
  });
  expect(added.json).toMatchObject({ channel: { kind: "slack", to: "hooks.slack.com" } });
  const recorded = await cli.db.sql`select detail from audit_entries where action = 'alert_channel_created'`;
  const everything = JSON.stringify([added, (await run(["alerts", "list"])).json, recorded]);
  expect(everything).not.toContain("a-secret");
  const wrong = await run(["alerts", "add", "--kind", "slack", "--name", "Ops", "--to", url]);
  expect(wrong.code).toBe(2);
});

it("refuses what leads into our own network, and says what a channel needs", async () => {
  const add = async (kind: string, to: string, name = "X") =>
    Object((await cli.parley(["alerts", "add", "--kind", kind, "--name", name, "--to", to, "--json"])).json)
      .error;
  expect(await add("webhook", "https://169.254.169.254/latest")).toMatchObject({ code: "invalid_target" });
  expect(await add("webhook", "http://127.0.0.1:4000/x")).toMatchObject({ code: "invalid_target" });
  expect(await add("email", "nobody")).toMatchObject({ code: "invalid_target" });
  expect(await add("email", "a@example.com", " ")).toMatchObject({ code: "invalid_name" });
});

it("switches a channel off and on, deletes it and puts it back, with its log", async () => {
  const ids = async () =>
    Object((await run(["alerts", "list"])).json).channels.map(({ id }: { id: string }) => id);
  expect((await run(["alerts", "change", "alc_owners", "--off"])).json).toMatchObject({
    channel: { id: "alc_owners", kind: "email", to: "owners", is_on: false },
  });
  await run(["alerts", "delete", "alc_owners"]);
  expect(await ids()).not.toContain("alc_owners");
  expect((await run(["alerts", "change", "alc_owners", "--on"])).json).toMatchObject({
    error: { code: "not_found" },
  });
  await run(["alerts", "restore", "alc_owners"]);
  expect(await ids()).toContain("alc_owners");
});

it("rests at night by the clock of a zone and waits as a step of a ladder, until it is told otherwise", async () => {
  const add = [
    "alerts",
    "add",
    "--kind",
    "webhook",
    "--name",
    "Boss",
    "--to",
    "https://hooks.example.com/in",
  ];
  expect((await run([...add, "--quiet", "22:00-07:00"])).code).toBe(2);
  expect((await run([...add, "--quiet", "22:00-25:00", "--zone", "UTC"])).json).toMatchObject({
    error: { code: "invalid_quiet" },
  });
  const zone = "America/New_York";
  const { channel } = Object(
    (await run([...add, "--quiet", "22:00-07:00", "--zone", zone, "--after", "15m"])).json,
  );
  const quiet = { from: "22:00", to: "07:00", zone, tells_orders: true };
  expect(channel).toMatchObject({ quiet, after_minutes: 15 });
  const change = async (...options: string[]) =>
    Object((await run(["alerts", "change", channel.id, ...options])).json).channel;
  expect(await change("--orders-at-night", "no")).toMatchObject({
    quiet: { ...quiet, tells_orders: false },
    after_minutes: 15,
  });
  expect(await change("--digest", "08:00")).toMatchObject({
    quiet: expect.anything(),
    digest: { at: "08:00", zone },
  });
  expect(await change("--digest", "none")).toMatchObject({ digest: null });
  expect(await change("--quiet", "none", "--after", "0")).toMatchObject({ quiet: null, after_minutes: null });
});
