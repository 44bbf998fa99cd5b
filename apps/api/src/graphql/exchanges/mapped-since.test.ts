import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A call that was refused for an id that nobody had mapped says what the id means once somebody did. */

const ASKED = `query($id: ID!) { exchange(id: $id) { autopsy {
  sentence job nextStep steps { ... on NextStepLink { place } ... on NextStepAct { act } } } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function asked(parLocationId: string, brands: "own" | "other" | "all" = "own") {
  const { connection, brand } = door.own;
  const call = testExchange({
    ...{ connectionId: connection.id, brandId: brand.id, locationId: null, parLocationId },
    ...{ operation: "submit_order", status: 422, outcome: "refused", code: "unmapped_location" },
  });
  await insertExchanges(door.test.db, [call]);
  const { body } = await door.ask(await door.headersOf("support", brands), ASKED, { id: call.id });
  return body;
}

it("leads to the queue while nobody has mapped it", async () => {
  expect(await asked("PAR-LOC-NOWHERE")).toMatchObject({
    data: {
      exchange: {
        autopsy: {
          sentence: expect.stringContaining("nobody has mapped that id"),
          steps: expect.arrayContaining([{ place: "mapping" }]),
        },
      },
    },
  });
});

it("names the store, and asks nobody to map it again, once it is mapped", async () => {
  expect(await asked(door.own.parLocationId)).toMatchObject({
    data: {
      exchange: {
        autopsy: {
          sentence: expect.stringContaining(`By now it is ${door.own.location.name}.`),
          job: "nobody",
          nextStep: expect.stringContaining("Have the guest order again"),
          steps: [{ act: "recheck" }],
        },
      },
    },
  });
});

it("does not take the same id of another connection for it", async () => {
  expect(await asked(door.foreign.parLocationId, "all")).toMatchObject({
    data: { exchange: { autopsy: { sentence: expect.stringContaining("nobody has mapped that id") } } },
  });
});
