import { expect, it } from "vitest";
import { newId, posReferenceOf } from "./ids.ts";

it("makes ids that sort by the time of their making", () => {
  const before = Date.now();
  const ids = Array.from({ length: 1000 }, () => newId("ord"));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^ord_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(new Set(ids.map((id) => id.slice(-10))).size).toBe(ids.length);
  const msecs = Number.parseInt(ids[0]?.slice(4, 16) ?? "", 16);
  expect(msecs).toBeGreaterThanOrEqual(before);
});

it("gives what PAR sent one POS reference for ever, whatever the ledger still knows of it (R6)", () => {
  const key = { connectionId: "con_1", parOrganizationId: "IA-1", parLocationId: "L-1", requestUid: "uid-1" };
  const reference = posReferenceOf(key);
  expect(reference).toBe("c161c15a-ba84-5324-b717-1c8b9aaca50f");
  const others = [
    { connectionId: "con_2" },
    { parOrganizationId: null },
    { parLocationId: "L-2" },
    { requestUid: "uid-2" },
    // Parts must not run into each other.
    { parLocationId: "L-", requestUid: "1uid-1" },
  ];
  for (const other of others) expect(posReferenceOf({ ...key, ...other })).not.toBe(reference);
});
