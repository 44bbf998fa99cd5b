import { insertLocation } from "@parley/db/stores";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Several stores are paused and resumed at once, each as if it were alone. */

const ANSWER = `__typename ... on Location { id version pauseUntil pauseReason } ... on InvalidInput { field }
  ... on Error { code message }`;
const PAUSE = `mutation($input: PauseStoresInput!) { pauseStores(input: $input) { ${ANSWER} } }`;
const RESUME = `mutation($input: ResumeStoresInput!) { resumeStores(input: $input) { ${ANSWER} } }`;
const STORES = "{ locations { id version pausedAt pauseReason timezone } }";

interface Seen {
  id: string;
  version: number;
  pausedAt: string | null;
  timezone: string;
}

let door: TestDoor;
let owner: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  owner = await door.headersOf("owner");
  for (const timezone of ["Asia/Tokyo", "America/New_York", "UTC"]) {
    const facts = { brandId: door.own.brand.id, address: null, phone: null, currency: "USD", timezone };
    const location = { ...facts, code: `Z-${timezone.slice(0, 4)}`, name: timezone };
    await insertLocation(door.test.db, { location, now: new Date() });
  }
});
afterAll(() => door[Symbol.asyncDispose]());

const stores = async (): Promise<Seen[]> => Object((await door.ask(owner, STORES)).body.data).locations;
const seen = ({ id, version }: { id: string; version: number }) => ({
  locationId: id,
  expectedVersion: version,
});

async function ask(text: string, input: object, headers = owner) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  const [results] = Object.values(Object(body.data));
  return Array.isArray(results) ? results : [];
}

it("pauses each on its own clock, leaves alone what was paused before or changed since, and is taken back", async () => {
  const all = await stores();
  const [first, second, ...others] = all;
  if (first === undefined || second === undefined) throw new Error("There are stores.");
  const reason = "renovation";
  await ask(PAUSE, { stores: [seen(first)], until: { indefinitely: true }, reason });
  const outdated = { locationId: second.id, expectedVersion: second.version + 7 };
  const unknown = { locationId: "loc_nobodys", expectedVersion: 1 };
  const several = [seen(first), outdated, unknown, ...others.map(seen)];
  const results = await ask(PAUSE, { stores: several, until: { endOfDay: true }, reason: "no power" });
  expect(results.slice(0, 3)).toMatchObject([
    { code: "CONFLICT", message: "It was paused already, and stays so for its own reason." },
    { code: "CONFLICT" },
    { code: "NOT_FOUND" },
  ]);
  expect(results).toHaveLength(several.length);
  const ends = results.slice(3).map(({ pauseUntil }, at) => {
    const clock = {
      timeZone: others[at]?.timezone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    } as const;
    return new Intl.DateTimeFormat("en-GB", clock).format(new Date(pauseUntil));
  });
  expect(new Set(ends)).toEqual(new Set(["04:00"]));
  expect(new Set(results.slice(3).map(({ pauseUntil }) => pauseUntil)).size).toBeGreaterThan(1);

  const back = results.filter(({ __typename }) => __typename === "Location").map(seen);
  expect((await ask(RESUME, { stores: back })).every(({ __typename }) => __typename === "Location")).toBe(
    true,
  );
  const paused = (await stores()).filter(({ pausedAt }) => pausedAt !== null);
  expect(paused).toMatchObject([{ id: first.id, pauseReason: reason }]);
  await ask(RESUME, { stores: paused.map(seen) });
});

it("refuses each where what is asked for cannot be, and whose store it is not", async () => {
  const several = (await stores()).slice(0, 2).map(seen);
  const refused = { __typename: "InvalidInput", field: "reason" };
  expect(await ask(PAUSE, { stores: several, until: { minutes: 5 }, reason: " " })).toMatchObject([
    refused,
    refused,
  ]);
  const viewer = await door.headersOf("viewer", "all");
  const asked = { stores: several, until: { minutes: 5 }, reason: "test" };
  expect(await ask(PAUSE, asked, viewer)).toMatchObject([{ code: "NOT_ALLOWED" }, { code: "NOT_ALLOWED" }]);
  expect((await stores()).every(({ pausedAt }) => pausedAt === null)).toBe(true);
});

it.each([[0], [501]])("is not of %i stores, nor of one twice", async (count) => {
  const many = Array.from({ length: count }, (_, at) => ({ locationId: `loc_${at}`, expectedVersion: 1 }));
  const twice = [many[0], many[0]].flatMap((one) => one ?? []);
  for (const several of [many, ...(twice.length === 0 ? [] : [twice])]) {
    const { body } = await door.ask(owner, RESUME, { input: { stores: several } });
    expect(body.errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  }
});
