import { expect, it } from "vitest";
import { newId, posReferenceOf } from "./ids.ts";

it("makes ids that sort by the time of their making", () => {
  const ids = Array.from({ length: 1000 }, () => newId("ord"));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^ord_[0-9a-f]{32}$/);
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
