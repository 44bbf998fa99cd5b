import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

let door: TestDoor;
let headers: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  headers = await door.headersOf("admin", "all");
});
afterAll(() => door[Symbol.asyncDispose]());

// A date that the database cannot write must not become an error of ours.
it.each([
  ["from", "0000-01-01T00:00:00Z"],
  ["from", "9999-12-31T23:59:59-12:00"],
  ["to", "0001-01-01T00:00:00+14:00"],
  ["from", "2026-02-30T00:00:00Z"],
  ["from", "2026-02-28"],
])("refuses orders %s %s", async (field, value) => {
  const query = "query ($filter: OrderFilter) { orders(filter: $filter) { edges { node { id } } } }";
  const answer = await door.ask(headers, query, { filter: { [field]: value } });
  expect(answer.body.errors?.map(({ extensions }) => extensions?.code)).toEqual(["BAD_USER_INPUT"]);
});

it.each(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-28T00:00:00.123456789+01:00"])(
  "reads %s",
  async (value) => {
    const answer = await door.ask(
      headers,
      `{ orders(filter: { from: "${value}" }) { edges { node { id } } } }`,
    );
    expect(answer.body.errors).toBeUndefined();
  },
);

it.each(["0000-01-01 00:00", "9999-12-31 23:59", "9999-12-31T23:59:59-12:00"])(
  "searches for %s as for any text",
  async (term) => {
    const answer = await door.ask(headers, `{ orders(search: "${term}") { edges { node { id } } } }`);
    expect(answer.body.errors).toBeUndefined();
  },
);
