import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { createGuardedLookup, isPublicAddress, judgePosUrl, type ResolveName } from "./guard.ts";

const strict = { allowLoopbackHttp: false };
const demo = { allowLoopbackHttp: true };

describe("judgePosUrl", () => {
  it.each([
    "https://pos.example.com",
    "https://pos.example.com/",
    "https://pos.example.com/tenant-7/bridge",
    "https://pos.example.com:8443",
    "https://93.184.215.14",
    "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]",
  ])("allows %s", (text) => {
    expect(judgePosUrl(text, strict).kind).toBe("allowed");
  });

  it.each([
    // H01: ourselves
    ["http://127.0.0.1", "address_not_public"],
    ["https://127.0.0.1", "address_not_public"],
    ["https://127.9.9.9", "address_not_public"],
    ["https://localhost", "address_not_public"],
    ["https://a.localhost", "address_not_public"],
    ["https://[::1]", "address_not_public"],
    ["https://0.0.0.0", "address_not_public"],
    // other networks that are not the internet
    ["https://10.0.0.1", "address_not_public"],
    ["https://172.16.0.1", "address_not_public"],
    ["https://192.168.1.1", "address_not_public"],
    ["https://169.254.169.254", "address_not_public"],
    ["https://100.64.0.1", "address_not_public"],
    ["https://224.0.0.1", "address_not_public"],
    ["https://255.255.255.255", "address_not_public"],
    ["https://[fe80::1]", "address_not_public"],
    ["https://[fc00::1]", "address_not_public"],
    ["https://[ff02::1]", "address_not_public"],
    // H05: IPv4 inside IPv6
    ["https://[::ffff:7f00:1]", "address_not_public"],
    ["https://[::ffff:a9fe:a9fe]", "address_not_public"],
    ["https://[64:ff9b::7f00:1]", "address_not_public"],
    ["https://[2002:7f00:1::]", "address_not_public"],
    ["https://[::ffff:127.0.0.1]", "host_in_an_odd_spelling"],
    // addresses in other spellings
    ["https://2130706433", "host_in_an_odd_spelling"],
    ["https://0x7f.1", "host_in_an_odd_spelling"],
    ["https://0177.0.0.1", "host_in_an_odd_spelling"],
    ["https://127.1", "host_in_an_odd_spelling"],
    // H07: the host that is called is not the one that it seems to be
    ["https://good@evil.example", "not_a_plain_https_url"],
    ["https://evil.example#@good.example", "not_a_plain_https_url"],
    ["https://evil.example\\@good.example", "not_a_plain_https_url"],
    ["https://pos.example.com/?next=https://evil.example", "not_a_plain_https_url"],
    // H08: other schemes
    ["http://pos.example.com", "not_https"],
    ["file:///etc/passwd", "not_a_plain_https_url"],
    ["ftp://pos.example.com", "not_a_plain_https_url"],
    ["gopher://pos.example.com", "not_a_plain_https_url"],
    ["data:text/plain,x", "not_a_plain_https_url"],
    ["javascript:alert(1)", "not_a_plain_https_url"],
    ["http+unix:///var/run/docker.sock", "not_a_plain_https_url"],
    // H09: ports of other services
    ["https://pos.example.com:22", "port_not_allowed"],
    ["https://pos.example.com:25", "port_not_allowed"],
    ["https://pos.example.com:5432", "port_not_allowed"],
    ["https://pos.example.com:6379", "port_not_allowed"],
    // H10: hosts that are not what they look like
    ["https://pos.example.com\0.evil.example", "not_a_plain_https_url"],
    ["https://pos.example.com\r\nx: y", "not_a_plain_https_url"],
    ["https://pos。example.com", "not_a_plain_https_url"],
    ["https://pоs.example.com", "not_a_plain_https_url"],
    ["https://xn--ps-emc.example.com", "host_in_an_odd_spelling"],
    ["https://POS.example.com", "not_a_plain_https_url"],
    ["https://pos.example.com.", "not_a_plain_https_url"],
    ["https://pos.example.com/%2e%2e/", "not_a_plain_https_url"],
    [` https://pos.example.com`, "not_a_plain_https_url"],
    ["https://", "not_a_plain_https_url"],
    ["", "not_a_plain_https_url"],
    [`https://${"a".repeat(2_050)}`, "not_a_plain_https_url"],
  ])("forbids %j: %s", (text, reason) => {
    expect(judgePosUrl(text, strict)).toEqual({ kind: "forbidden", reason });
  });

  it.each([
    "http://127.0.0.1:4600",
    "http://localhost:4600",
    "http://[::1]:4600",
    "https://127.0.0.1:4600/x",
  ])("allows %s in the demo", (text) => {
    expect(judgePosUrl(text, demo).kind).toBe("allowed");
  });

  it.each(["http://10.0.0.1", "https://192.168.1.1", "http://pos.example.com", "https://0.0.0.0"])(
    "forbids %s in the demo too",
    (text) => {
      expect(judgePosUrl(text, demo).kind).toBe("forbidden");
    },
  );
});

describe("isPublicAddress", () => {
  it.each(["93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])(
    "knows %s as public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    "0.1.2.3",
    "10.255.255.255",
    "172.31.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.7",
    "240.0.0.1",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fd12:3456::1",
    "fec0::1",
    "not an address",
    "",
  ])("knows %j as none", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("createGuardedLookup", () => {
  /** A name whose addresses may change from one look-up to the next. */
  function resolver(...answers: string[][]): ResolveName {
    return (_hostname, _options, callback) => {
      const addresses = answers.shift() ?? [];
      callback(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    };
  }

  function lookUp(resolve: ResolveName, options = strict) {
    const lookup = createGuardedLookup(options, resolve);
    return new Promise((done) => {
      lookup("pos.example.com", { all: true }, (error, addresses) => done(error ? error.code : addresses));
    });
  }

  it("gives out the addresses of a public name", async () => {
    expect(await lookUp(resolver(["93.184.215.14", "2606:4700::1111"]))).toEqual([
      { address: "93.184.215.14", family: 4 },
      { address: "2606:4700::1111", family: 6 },
    ]);
  });

  it.each([
    [["10.0.0.1"]],
    [["93.184.215.14", "127.0.0.1"]],
    [["2606:4700::1111", "::1"]],
    [["169.254.169.254"]],
    [[]],
  ])("gives out none of %j (H06)", async (addresses) => {
    expect(await lookUp(resolver(addresses))).toBe("adapter_url_forbidden");
  });

  it("judges each look-up anew, so that a name cannot be rebound after it was judged", async () => {
    const resolve = resolver(["93.184.215.14"], ["127.0.0.1"]);
    expect(await lookUp(resolve)).toEqual([{ address: "93.184.215.14", family: 4 }]);
    expect(await lookUp(resolve)).toBe("adapter_url_forbidden");
  });

  it("gives out loopback, but no private network, in the demo", async () => {
    expect(await lookUp(resolver(["127.0.0.1"]), demo)).toEqual([{ address: "127.0.0.1", family: 4 }]);
    expect(await lookUp(resolver(["192.168.1.1"]), demo)).toBe("adapter_url_forbidden");
  });

  it("gives one address to a caller who asked for one", async () => {
    const lookup = createGuardedLookup(strict, resolver(["93.184.215.14"]));
    const answer = await new Promise((done) => {
      lookup("pos.example.com", { all: false }, (...args) => done(args));
    });
    expect(answer).toEqual([null, "93.184.215.14", 4]);
  });
});
