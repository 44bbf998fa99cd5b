import { insertConnection } from "@parley/db/connections";
import { upsertUnmapped } from "@parley/db/mappings";
import { insertBrand } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** J: what is suggested for an unknown id never leaves the brands of the connection that it came on. */

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

/** The ids that are suggested to an admin of every brand for an id that just came. */
async function suggested(kind: "organization" | "location", connectionId: string): Promise<string[]> {
  const parId = `PAR-${crypto.randomUUID()}`;
  const base = { connectionId, parOrganizationId: null, exchangeId: null, now: new Date() };
  await upsertUnmapped(door.test.db, { ...base, kind, parId });
  const text = "{ unmappedIds { parId suggestions { targetId } } }";
  const { body } = await door.ask(await door.headersOf("admin", "all"), text);
  const row = new RegExp(`"parId":"${parId}","suggestions":(\\[[^\\]]*\\])`).exec(JSON.stringify(body));
  return [...(row?.[1] ?? "none").matchAll(/"targetId":"(\w+)"/g)].map((match) => match[1] ?? "");
}

describe("what is suggested", () => {
  it("is no store of another brand, even the only one that has no PAR id yet", async () => {
    const { own, foreign } = door;
    expect(await suggested("location", own.connection.id)).not.toContain(foreign.location.id);
    expect(await suggested("location", foreign.connection.id)).not.toContain(own.location.id);
  });

  it("is no other brand for an organization of a connection that serves one", async () => {
    expect(await suggested("organization", door.own.connection.id)).not.toContain(door.foreign.brand.id);
  });

  it("is a brand without a connection where the id's connection serves none", async () => {
    const { db, vault } = door.test;
    const now = new Date();
    const free = await insertBrand(db, { code: "FREE", name: "Free Falafel", now });
    const sharedId = `${crypto.randomUUID()}-fresh`;
    const connection = { slug: "fresh", name: "Fresh", switches: {}, sharedId, strength: "strong" } as const;
    const { id } = await insertConnection(db, { vault, connection, now });
    expect(await suggested("organization", id)).toEqual([free?.id]);
  });
});
