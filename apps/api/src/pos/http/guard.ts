import { type LookupAddress, type LookupAllOptions, lookup as resolveName } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Keeps a store's URL from reaching into our own network (SSRF). The URL is checked when an adapter
 * is made (and when it is saved). Every address that its name resolves to is checked again at each
 * connect, in the same look-up whose result the socket uses. So it does not help an attacker to point
 * the name to another address after the first check.
 */

export interface GuardOptions {
  /** Loopback by http or https, any port: the demo and tests only. */
  allowLoopbackHttp: boolean;
}

/** Why a URL is not called. */
export type UrlFault =
  | "not_a_plain_https_url"
  | "host_in_an_odd_spelling"
  | "address_not_public"
  | "not_https"
  | "port_not_allowed";

export type UrlVerdict = { kind: "allowed"; url: URL } | { kind: "forbidden"; reason: UrlFault };

/** Ports on which a POS may listen. A list, so that no URL can reach a database or a mail server. */
const PORTS: ReadonlySet<string> = new Set(["", "443", "8443"]);

/** Plain host names and addresses only: no userinfo, escapes, other alphabets or odd spellings. */
const URL_TEXT =
  /^(?<scheme>https?):\/\/(?<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/;

/** Judges the URL of a store's POS. `reason` is a stable code. */
export function judgePosUrl(text: string, options: GuardOptions): UrlVerdict {
  const forbidden = (reason: UrlFault): UrlVerdict => ({ kind: "forbidden", reason });
  const match = text.length <= 2_048 ? URL_TEXT.exec(text) : null;
  if (!match?.groups || !URL.canParse(text)) return forbidden("not_a_plain_https_url");
  const url = new URL(text);
  // The parser reads 0x7f.1 and 2130706433 as addresses; only an attacker would write them this way.
  if (url.hostname !== match.groups.host) return forbidden("host_in_an_odd_spelling");
  if (url.hostname.split(".").some((label) => label.startsWith("xn--")))
    return forbidden("host_in_an_odd_spelling");
  const address = url.hostname.replace(/^\[|\]$/g, "");
  const isLoopback = isIP(address) ? isLoopbackAddress(address) : /(^|\.)localhost$/.test(address);
  if (isLoopback)
    return options.allowLoopbackHttp ? { kind: "allowed", url } : forbidden("address_not_public");
  if (isIP(address) && !isPublicAddress(address)) return forbidden("address_not_public");
  if (url.protocol !== "https:") return forbidden("not_https");
  if (!PORTS.has(url.port)) return forbidden("port_not_allowed");
  return { kind: "allowed", url };
}

/** Whether a URL is of this machine alone, and one that may be called where loopback is allowed. */
export function isLoopbackUrl(text: string): boolean {
  const [here, elsewhere] = [true, false].map((allowLoopbackHttp) =>
    judgePosUrl(text, { allowLoopbackHttp }),
  );
  return here?.kind === "allowed" && elsewhere?.kind === "forbidden";
}

/** The error code of a forbidden connect; nothing was sent in that case. */
export const FORBIDDEN_ADDRESS = "adapter_url_forbidden";

/** Thrown into a connect whose name resolves to an address that is not allowed. */
class ForbiddenAddressError extends Error {
  override name = "ForbiddenAddressError";
  readonly code = FORBIDDEN_ADDRESS;

  constructor() {
    super("The POS's name resolves to an address that is not allowed");
  }
}

export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A look-up for `connect` that judges **every** address of the name before it returns any.
 * `resolve` is the machine's resolver unless a test brings its own.
 */
export function createGuardedLookup(
  options: GuardOptions,
  resolve: ResolveName = resolveName,
): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    resolve(hostname, { ...lookupOptions, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new ForbiddenAddressError(), []);
      const isAllowed = addresses.every(
        ({ address }) =>
          isPublicAddress(address) || (options.allowLoopbackHttp && isLoopbackAddress(address)),
      );
      if (!isAllowed) return callback(new ForbiddenAddressError(), []);
      if (lookupOptions.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

/** True for an address of the public internet: not private, local, reserved, mapped or translated. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !NOT_PUBLIC.check(address, "ipv4");
  // IANA assigns only 2000::/3; so this check excludes loopback, mapped IPv4, local and multicast at once.
  return isIP(address) === 6 && GLOBAL_V6.check(address, "ipv6") && !NOT_PUBLIC.check(address, "ipv6");
}

function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? LOOPBACK.check(address, "ipv4") : LOOPBACK.check(address, "ipv6");
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = "", prefix] = range.split("/");
    list.addSubnet(net, Number(prefix), isIP(net) === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

const LOOPBACK = blockList(["127.0.0.0/8", "::1/128"]);
const GLOBAL_V6 = blockList(["2000::/3"]);

/** IANA's special-purpose registries. */
const NOT_PUBLIC = blockList([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "2001::/23", // Teredo and the other protocol assignments
  "2001:db8::/32",
  "2002::/16", // 6to4: an IPv4 address inside
  "3fff::/20",
]);
