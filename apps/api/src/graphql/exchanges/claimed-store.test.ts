import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A call with a valid token and a wrong signature says which store it is for; it is told as a claim, behind the wall. */

const ASKED = `query($id: ID!) { exchange(id: $id) { claimedStore location { id } autopsy { sentence nextStep } } }`;
const LISTED = `{ submits(first: 1) { edges { node { ... on RefusedSubmit { id claimedStore location { id } } } } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function refused(parLocationId: string, code = "signature_mismatch"): Promise<string> {
  const { connection, brand } = door.own;
  const call = testExchange({
    ...{ connectionId: connection.id, brandId: brand.id, locationId: null, parLocationId },
    ...{ operation: "submit_order", status: 401, outcome: "refused", code },
  });
  await insertExchanges(door.test.db, [call]);
  return call.id;
}

async function asked(id: string, brands: "own" | "all" = "own") {
  const { body } = await door.ask(await door.headersOf("support", brands), ASKED, { id });
  return Object(body.data).exchange;
}

it.each(["signature_mismatch", "signature_missing"])(
  "names the store as a claim, and as no more: %s",
  async (code) => {
    const id = await refused(door.own.parLocationId, code);
    const { name } = door.own.location;
    expect(await asked(id)).toMatchObject({
      claimedStore: name,
      location: null,
      autopsy: { sentence: expect.stringContaining(`It says that it is for ${name}; that is not proven.`) },
    });
    const { body } = await door.ask(await door.headersOf("support", "own"), LISTED, {});
    expect(body).toMatchObject({
      data: { submits: { edges: [{ node: { id, claimedStore: name, location: null } }] } },
    });
  },
);

it("promises no explanation of the signature, for it knows of none", async () => {
  const { autopsy } = await asked(await refused(door.own.parLocationId));
  expect(autopsy.nextStep).toBe(
    "Send PAR's engineers this call. Until its signature is mended, every such order is refused.",
  );
});

it("claims nothing of an id that this connection has not mapped, whoever else has, nor of a call that is proven", async () => {
  const unknown = [await refused("PAR-LOC-NOWHERE"), await refused(door.foreign.parLocationId)];
  for (const id of [...unknown, await refused(door.own.parLocationId, "unmapped_location")]) {
    expect(await asked(id, "all")).toMatchObject({ claimedStore: null });
  }
});
