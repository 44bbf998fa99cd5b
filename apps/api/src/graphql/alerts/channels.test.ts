import type { Role } from "@parley/db/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const REFUSED = "... on InvalidInput { field } ... on Error { code message }";
const CREATE = `mutation($input: CreateAlertChannelInput!) { result: createAlertChannel(input: $input) { __typename
  ... on AlertChannelChange { madeKey channel { id kind name target topics isOn version brand { id } } } ${REFUSED} } }`;
const CHANGE = `mutation($input: ChangeAlertChannelInput!) { result: changeAlertChannel(input: $input) { __typename
  ... on AlertChannelChange { madeKey channel { isOn topics version } } ${REFUSED} } }`;
const one = (
  act: string,
) => `mutation($input: ${act[0]?.toUpperCase()}${act.slice(1)}Input!) { result: ${act}(input: $input) { __typename
  ... on Error { code } } }`;
const REPLAY = `mutation($input: ReplayAlertInput!) { result: replayAlert(input: $input) { __typename
  ... on AlertDelivery { id state } ... on Error { code } } }`;

describe("a channel of alerts", () => {
  let door: TestDoor;
  let owner: Record<string, string>;
  let admin: Record<string, string>;
  beforeAll(async () => {
    door = await openTestDoor();
    owner = await door.headersOf("owner");
    admin = await door.headersOf("brand_admin");
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function act(text: string, input: object, headers = admin) {
    const { body } = await door.ask(headers, text, { input });
    expect(body.errors).toBeUndefined();
    return Object(Object(body.data).result);
  }
  const webhook = () => ({
    ...{ kind: "WEBHOOK", name: "Ours", target: "https://hooks.example.com/in" },
    brandId: door.own.brand.id,
  });

  it("is added with a key that is shown once, tried, and its log replayed under the same id", async () => {
    const { channel, madeKey } = await act(CREATE, webhook());
    expect(madeKey).toMatch(/^whsec_/);
    expect(channel).toMatchObject({ isOn: true, target: "https://hooks.example.com/in" });
    expect(channel.topics).not.toContain("CALLS");
    expect(await act(one("sendTestAlert"), { channelId: channel.id })).toEqual({
      __typename: "AlertDelivery",
    });
    const read =
      "query($id: ID) { alertChannels { id } alertDeliveries(channelId: $id) { id state channel { id } } }";
    const { body } = await door.ask(admin, read, { id: channel.id });
    expect(JSON.stringify(body)).not.toContain(madeKey);
    const [delivery] = Object(body.data).alertDeliveries;
    expect(delivery).toMatchObject({ state: "WAITING", channel: { id: channel.id } });
    expect(await act(REPLAY, { deliveryId: delivery.id })).toMatchObject({ code: "CONFLICT" });
    await door.test.db.sql`update alert_deliveries set state = 'failed' where id = ${delivery.id}`;
    expect(await act(REPLAY, { deliveryId: delivery.id })).toMatchObject({
      id: delivery.id,
      state: "WAITING",
    });
  });

  it("is changed by one of two who saw the same, deleted and put back", async () => {
    const { channel } = await act(CREATE, webhook());
    const about = { channelId: channel.id, expectedVersion: channel.version };
    expect(await act(CHANGE, { ...about, isOn: false, topics: ["POS"] })).toMatchObject({
      channel: { isOn: false, topics: ["POS"] },
    });
    expect(await act(CHANGE, { ...about, isOn: true })).toMatchObject({ code: "CONFLICT" });
    const channelId = channel.id;
    const again = { channelId, expectedVersion: channel.version + 1 };
    expect(await act(CHANGE, { ...again, makeKey: true })).toMatchObject({
      madeKey: expect.stringMatching(/^whsec_/),
    });
    expect(await act(one("restoreAlertChannel"), { channelId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await act(one("deleteAlertChannel"), { channelId })).toEqual({ __typename: "AlertChannelChange" });
    expect(await act(one("deleteAlertChannel"), { channelId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await act(one("restoreAlertChannel"), { channelId })).toEqual({
      __typename: "AlertChannelChange",
    });
  });

  it("rests at the hours that it is given, waits as a step of a ladder, and is freed of both again", async () => {
    const hours =
      "channel { version quiet { from to zone } tellsOrdersAtNight delayMinutes digest { at zone } }";
    const ask = (name: string) =>
      `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename
        ... on AlertChannelChange { ${hours} } ... on InvalidInput { field } } }`;
    const quiet = { from: "22:00", to: "07:00", zone: "America/New_York" };
    const digest = { at: "08:00", zone: "Europe/Madrid" };
    const made = await act(CREATE, { ...webhook(), quiet, digest, delayMinutes: 15 });
    const at = (version: number) => ({ channelId: made.channel.id, expectedVersion: version });
    const version = made.channel.version;
    const stays = await act(ask("changeAlertChannel"), { ...at(version), tellsOrdersAtNight: false });
    expect(stays.channel).toMatchObject({ quiet, digest, tellsOrdersAtNight: false, delayMinutes: 15 });
    const freed = await act(ask("changeAlertChannel"), { ...at(version + 1), quiet: null, delayMinutes: 0 });
    expect(freed.channel).toMatchObject({ quiet: null, delayMinutes: null, digest });
    const daily = await act(ask("changeAlertChannel"), { ...at(version + 2), topics: [] });
    expect(daily.channel).toMatchObject({ digest });
    const mute = await act(ask("changeAlertChannel"), { ...at(version + 3), digest: null });
    expect(mute).toMatchObject({ __typename: "InvalidInput", field: "topics" });
    await act(ask("changeAlertChannel"), { ...at(version + 3), topics: ["POS"] });
    const silent = await act(ask("changeAlertChannel"), { ...at(version + 4), digest: null });
    expect(silent.channel).toMatchObject({ digest: null });
    for (const [wrong, field] of [
      [{ quiet: { ...quiet, to: "22:00" } }, "quiet"],
      [{ quiet: { ...quiet, from: "24:00" } }, "quiet"],
      [{ quiet: { ...quiet, zone: "New York" } }, "quiet"],
      [{ digest: { ...digest, at: "8 o'clock" } }, "digest"],
      [{ digest: { ...digest, zone: "Madrid" } }, "digest"],
      [{ delayMinutes: 1_441 }, "delayMinutes"],
      [{ delayMinutes: -1 }, "delayMinutes"],
    ] as const)
      expect(await act(ask("changeAlertChannel"), { ...at(version + 2), ...wrong })).toMatchObject({
        __typename: "InvalidInput",
        field,
      });
  });

  it.each([
    ["an address of our own network", { target: "https://169.254.169.254/latest" }, "target"],
    ["this machine", { target: "http://127.0.0.1:4000/in" }, "target"],
    ["no name", { name: " " }, "name"],
    ["nothing to tell", { topics: [] }, "topics"],
    ["an e-mail address that is none", { kind: "EMAIL", target: "nobody" }, "target"],
  ])("is not added with %s", async (_what, wrong, field) => {
    expect(await act(CREATE, { ...webhook(), ...wrong })).toMatchObject({
      __typename: "InvalidInput",
      field,
    });
  });

  it.each<[Role, string]>([
    ["support", "NotAllowed"],
    ["engineer", "NotAllowed"],
    ["viewer", "NotAllowed"],
  ])("is not added by a %s", async (role, typename) => {
    expect(await act(CREATE, webhook(), await door.headersOf(role))).toMatchObject({ __typename: typename });
  });

  it("of every brand is the owner's alone", async () => {
    const { brandId: _, ...everywhere } = webhook();
    expect(await act(CREATE, everywhere)).toMatchObject({ code: "NOT_ALLOWED" });
    const { channel } = await act(CREATE, everywhere, owner);
    expect(channel).toMatchObject({ brand: null });
    expect(await act(one("deleteAlertChannel"), { channelId: channel.id })).toMatchObject({
      code: "NOT_FOUND",
    });
    const { body } = await door.ask(admin, "{ alertChannels { id } }");
    expect(JSON.stringify(body)).not.toContain(channel.id);
  });
});
