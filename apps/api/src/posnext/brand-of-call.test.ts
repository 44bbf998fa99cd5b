import { randomUUID } from "node:crypto";
import { everyBrand, ofBrands } from "@parley/db";
import { listExchanges } from "@parley/db/exchanges";
import { listMappings, setMapping } from "@parley/db/mappings";
import { sampleOrder, signToken } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, openDoor } from "./testing/door.ts";

/** J: a call belongs to the brand of the connection that it was sent on, also where it reached no store. */

let door: Door;
let brandId: string;
let otherBrandId: string;
beforeAll(async () => {
  door = await openDoor();
  const organizations = await listMappings(door.ctx.db, { scope: everyBrand, kind: "organization" });
  const brandOf = (connectionId: string) =>
    organizations.find((row) => row.connectionId === connectionId)?.brandId ?? "";
  brandId = brandOf(door.connectionId);
  otherBrandId = brandOf(door.other.connectionId);
});
afterAll(() => door[Symbol.asyncDispose]());

function order(root: Record<string, unknown> = {}) {
  return sampleOrder({ root: { request_uid: randomUUID(), ...root } });
}

/** The status and reason of the newest call that the operators of a brand see; null for none. */
async function newest(of: string) {
  await door.ctx.exchanges.flush();
  const scope = ofBrands(of);
  const [row] = await listExchanges(door.ctx.db, { scope, page: { limit: 1 } });
  return row === undefined ? null : { status: row.status, code: row.code, reason: row.reason };
}

async function bearer(sharedId: string, now: Date) {
  return `Bearer ${await signToken({ sharedId, jwtKey: "full", now, lifeSeconds: 60 })}`;
}

describe("a call that reached no store", () => {
  it("is its brand's where the digest is wrong", async () => {
    const theirs = await newest(otherBrandId);
    await door.par.submit(order(), { headers: { "x-pch-digest": "0".repeat(64) } });
    expect(await newest(brandId)).toMatchObject({ status: 401, code: "signature_mismatch" });
    expect(await newest(otherBrandId)).toEqual(theirs);
  });

  it.each([
    ["unmapped_location", { location_id: "PAR-LOC-NOBODY" }],
    ["unmapped_organization", { organization_id: "IA-NOBODY" }],
  ])("is its brand's where it ends as %s", async (code, ids) => {
    const theirs = await newest(otherBrandId);
    const { response } = await door.par.submit(order(ids));
    expect(response.status).toBe(422);
    expect(await newest(brandId)).toMatchObject({ status: 422, code });
    expect(await newest(otherBrandId)).toEqual(theirs);
  });

  it("is its brand's where the token is signed by its SharedId, and has expired", async () => {
    const theirs = await newest(otherBrandId);
    const authorization = await bearer(door.sharedId, new Date(Date.now() - 3_600_000));
    await door.par.submit(order(), { headers: { authorization } });
    expect(await newest(brandId)).toMatchObject({ status: 401, code: "unauthorized", reason: "expired" });
    expect(await newest(otherBrandId)).toEqual(theirs);
  });

  it("is nobody's where an unproven caller only names a connection, in the path, the token or the body", async () => {
    const authorization = await bearer("a-secret-that-nobody-has-given-out", new Date());
    const before = await newest(brandId);
    for (const path of ["/c/first/posnext/orders/submit", "/posnext/orders/submit"]) {
      await door.par.submit(order(), { headers: { authorization }, path });
    }
    expect(await newest(brandId)).toEqual(before);
    const [last] = await door.exchanges();
    expect(last).toMatchObject({ status: 401, connectionId: null, brandId: null });
  });

  it("is the organization's brand's where a connection serves several, and nobody's where it names none", async () => {
    const { db } = door.ctx;
    const by = { scope: everyBrand, changedBy: "test", now: new Date() };
    const shared = {
      ...by,
      kind: "organization",
      connectionId: door.connectionId,
      parId: "IA-BB-02",
    } as const;
    await setMapping(db, { ...shared, targetId: otherBrandId, expectedVersion: null, acrossBrands: true });
    await door.par.submit(order({ organization_id: "IA-BB-02", location_id: "PAR-LOC-NOBODY" }));
    expect(await newest(otherBrandId)).toMatchObject({ status: 422 });
    const before = [await newest(brandId), await newest(otherBrandId)];
    await door.par.submit(order({ organization_id: "IA-NOBODY" }));
    expect([await newest(brandId), await newest(otherBrandId)]).toEqual(before);
    await setMapping(db, { ...shared, targetId: null, expectedVersion: 1 });
  });
});
