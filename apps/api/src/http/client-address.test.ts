import { describe, expect, it } from "vitest";
import { ADDRESS_HEADER, createClientAddress, networkOf, PROOF_HEADER } from "./client-address.ts";

const SECRET = "a secret of the admin's server, for tests";

// S1: an address that is passed on counts only where it comes from the admin's own server.
describe("createClientAddress", () => {
  const addressOf = createClientAddress(SECRET);
  const from = (headers: Record<string, string | string[]>) => addressOf({ headers, ip: "192.0.2.1" });

  it("takes the address that the admin passes on with its secret", () => {
    expect(from({ [ADDRESS_HEADER]: "198.51.100.7", [PROOF_HEADER]: SECRET })).toBe("198.51.100.7");
    expect(from({ [ADDRESS_HEADER]: "2001:db8::7", [PROOF_HEADER]: SECRET })).toBe("2001:db8::7");
  });

  it.each([
    ["without the secret", { [ADDRESS_HEADER]: "198.51.100.7" }],
    ["with another secret", { [ADDRESS_HEADER]: "198.51.100.7", [PROOF_HEADER]: `${SECRET}x` }],
    ["with an empty secret", { [ADDRESS_HEADER]: "198.51.100.7", [PROOF_HEADER]: "" }],
    ["as X-Forwarded-For", { "x-forwarded-for": "198.51.100.7", [PROOF_HEADER]: SECRET }],
    ["that is none", { [ADDRESS_HEADER]: "198.51.100.7, 203.0.113.9", [PROOF_HEADER]: SECRET }],
    ["that is empty", { [ADDRESS_HEADER]: "", [PROOF_HEADER]: SECRET }],
  ])("ignores an address %s", (_what, headers) => {
    expect(from(headers)).toBe("192.0.2.1");
  });

  it("knows no proof where there is no secret", () => {
    const without = createClientAddress(null);
    const headers = { [ADDRESS_HEADER]: "198.51.100.7", [PROOF_HEADER]: "null" };
    expect(without({ headers, ip: "192.0.2.1" })).toBe("192.0.2.1");
    expect(without({ headers })).toBe("unknown");
  });
});

// S10: an IPv6 customer has 2^64 addresses.
describe("networkOf", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["0:0:0:0:0:ffff:c000:0201", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("counts %s as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("counts those without an address together", () => {
    expect(networkOf(null)).toBe("unknown");
    expect(networkOf("")).toBe("unknown");
  });
});
