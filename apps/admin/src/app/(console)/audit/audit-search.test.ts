import { describe, expect, it } from "vitest";
import { auditAddress, auditVariables } from "./audit-search.ts";

const known = ["MAPPING_SET", "GUEST_SEARCHED"] as const;
const filterOf = (params: Record<string, string>) => auditVariables(auditAddress.parse(params), known).filter;

describe("the address of the audit", () => {
  it("leaves reads out, so that what was changed is not buried under searches", () => {
    expect(filterOf({})).toMatchObject({ actions: null, withoutReads: true });
  });

  it("lists them too where it is asked to, which narrows nothing", () => {
    const search = auditAddress.parse({ reads: "1" });
    expect(auditVariables(search, known).filter).toMatchObject({ actions: null, withoutReads: false });
    expect(auditAddress.isNarrowed(search)).toBe(false);
    expect(auditAddress.print(search)).toBe("/audit?reads=1");
  });

  it("lists one kind of read where just that is asked for", () => {
    expect(filterOf({ action: "guest_searched" })).toMatchObject({
      ...{ actions: ["GUEST_SEARCHED"], withoutReads: false },
    });
  });
});
