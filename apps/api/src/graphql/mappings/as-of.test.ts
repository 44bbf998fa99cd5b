import { everyBrand } from "@parley/db";
import { setMapping } from "@parley/db/mappings";
import { expect, it } from "vitest";
import { openTestDoor } from "../testing/door.ts";

const AS_OF = `query($asOf: DateTime) { mappings(kind: LOCATION, asOf: $asOf) {
  parId version replacedAt target { ... on Location { code } } } }`;

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

it("lists what stood at a moment, and of each brand only for who may see it", async () => {
  await using door = await openTestDoor();
  const { own, foreign, test } = door;
  const write = async (at: number, targetId: string | null) => {
    const id = { kind: "location", connectionId: own.connection.id, parId: "PAR-THEN" } as const;
    const by = { scope: everyBrand, changedBy: "test", acrossBrands: true, now: day(at) };
    await setMapping(test.db, { ...id, ...by, targetId, expectedVersion: "any" });
  };
  await write(10, own.location.id);
  await write(20, foreign.location.id);
  await write(30, null);
  const listed = async (headers: Record<string, string>, at: Date | null) => {
    const { body } = await door.ask(headers, AS_OF, { asOf: at });
    const rows: { parId: string; target: { code: string } }[] = Object(body.data).mappings;
    return rows.filter(({ parId }) => parId === "PAR-THEN").map(({ target }) => target.code);
  };
  const everywhere = await door.headersOf("admin", "all");
  const ours = await door.headersOf("viewer");
  const theirs = await door.headersOf("admin", "other");
  const seen: [number, string[], string[]][] = [
    [9, [], []],
    [10, [own.location.code], []],
    [20, [], [foreign.location.code]],
    [30, [], []],
  ];
  for (const [at, byOurs, byTheirs] of seen) {
    expect(await listed(everywhere, day(at))).toEqual([...byOurs, ...byTheirs]);
    expect(await listed(ours, day(at))).toEqual(byOurs);
    expect(await listed(theirs, day(at))).toEqual(byTheirs);
  }
  expect(await listed(everywhere, null)).toEqual([]);
});
