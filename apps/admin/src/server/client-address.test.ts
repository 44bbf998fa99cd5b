import { describe, expect, it } from "vitest";
import { clientAddress, parseTrust } from "./client-address.ts";

const through = (trust: string, socketAddress: string, forwardedFor?: string) =>
  clientAddress({ socketAddress, forwardedFor }, parseTrust(trust));

// S1: the address that the limits count must not be one that a client can choose.
describe("clientAddress", () => {
  it("is the socket's where no proxy is trusted, whatever the client claims", () => {
    expect(through("", "192.0.2.1")).toBe("192.0.2.1");
    expect(through("", "192.0.2.1", "198.51.100.7")).toBe("192.0.2.1");
    expect(through("0", "192.0.2.1", "198.51.100.7")).toBe("192.0.2.1");
  });

  it("is the last that no trusted proxy has", () => {
    const claimed = "203.0.113.99, 198.51.100.7";
    expect(through("loopback", "127.0.0.1", claimed)).toBe("198.51.100.7");
    expect(through("loopback", "::ffff:127.0.0.1", claimed)).toBe("198.51.100.7");
    expect(through("loopback, 198.51.100.0/24", "::1", claimed)).toBe("203.0.113.99");
    expect(through("uniquelocal", "10.1.2.3", `${claimed}, 192.168.0.9`)).toBe("198.51.100.7");
    expect(through("2001:db8::/32", "2001:db8::1", "2001:db9::1")).toBe("2001:db9::1");
  });

  it("goes as many proxies back as there are", () => {
    expect(through("1", "10.0.0.1", "203.0.113.99, 198.51.100.7")).toBe("198.51.100.7");
    expect(through("2", "10.0.0.1", "203.0.113.99, 198.51.100.7, 10.0.0.2")).toBe("198.51.100.7");
    expect(through("9", "10.0.0.1", "198.51.100.7")).toBe("198.51.100.7");
  });

  it("reads an entry with a port, and stops at one that is no address", () => {
    expect(through("loopback", "127.0.0.1", "198.51.100.7:4711")).toBe("198.51.100.7");
    expect(through("loopback", "127.0.0.1", "[2001:db8::7]:4711")).toBe("2001:db8::7");
    for (const entry of ["unknown", "", "198.51.100.7, ", "evil\u0000"]) {
      expect(through("loopback", "127.0.0.1", entry)).toBe("127.0.0.1");
    }
  });

  it.each(["example.com", "10.0.0.0/33", "10.0.0.0/8/8", "true"])("refuses to trust %s", (text) => {
    expect(() => parseTrust(text)).toThrow("ADMIN_TRUST_PROXY");
  });
});
