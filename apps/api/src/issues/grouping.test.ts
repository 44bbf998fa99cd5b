import type { LocationId } from "@parley/db";
import { issueCauses } from "@parley/limits";
import { expect, it } from "vitest";
import { type CauseClass, causeClasses } from "../explain/causes/cause-class.ts";
import { issueOf, networkOf, OTHER_ADDRESSES } from "./grouping.ts";

it.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1:2::7", "2001:db8:1::/48"],
  ["2001:0db8::7", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["nonsense", OTHER_ADDRESSES],
  [null, OTHER_ADDRESSES],
])("keeps of the address %s its network %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it("groups failures by the causes by which the list of issues is narrowed", () => {
  const place = {
    brandId: "brd_1",
    locationId: "loc_1",
    connectionId: "con_1",
    remoteAddress: null,
  } as const;
  // What is a connection's is known before any store is.
  const rootOf = (cause: CauseClass) =>
    (issueOf(cause, place) ?? issueOf(cause, { ...place, locationId: null }))?.cause ?? [];
  const roots = new Set(causeClasses.flatMap(rootOf));
  expect([...issueCauses].sort()).toEqual([...roots].sort());
});

it("makes no issue of a test call that fails before its store is known", () => {
  const of = (locationId: LocationId | null) =>
    issueOf("bad_signature", { brandId: "brd_1", locationId, connectionId: "con_1", remoteAddress: null });
  expect(of("loc_1")).toBeNull();
  expect(of(null)).toMatchObject({ subjectKind: "connection", subjectId: "con_1" });
});
