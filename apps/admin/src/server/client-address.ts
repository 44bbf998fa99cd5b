import { BlockList, isIP } from "node:net";

/** Whether a proxy at this address, `hops` away from us, tells the truth about its client. */
export type Trust = (address: string, hops: number) => boolean;

const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/**
 * Reads which proxies are trusted: a number of them, or their addresses and networks, with commas between.
 * @throws Error naming the part that is neither
 */
export function parseTrust(text: string): Trust {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length === 1 && /^\d+$/.test(text)) return (_address, hops) => hops < Number(text);
  const trusted = new BlockList();
  for (const part of parts.filter((each) => each !== "").flatMap((each) => NAMED[each] ?? [each])) {
    const [address = "", bits, ...rest] = part.split("/");
    const family = isIP(address);
    const length = Number(bits ?? (family === 6 ? 128 : 32));
    if (family === 0 || rest.length > 0 || !Number.isInteger(length) || length > (family === 6 ? 128 : 32)) {
      throw new Error(
        `ADMIN_TRUST_PROXY: ${JSON.stringify(part)} is no address, network or number of proxies.`,
      );
    }
    trusted.addSubnet(address, length, family === 6 ? "ipv6" : "ipv4");
  }
  return (address) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/**
 * The address of a request's client. Each proxy appends the address that it saw to `X-Forwarded-For`, so it is
 * read from its end, for as long as what wrote an entry is trusted; what stands before is only claimed.
 */
export function clientAddress(
  { socketAddress, forwardedFor }: { socketAddress: string; forwardedFor: string | undefined },
  trust: Trust,
): string {
  let address = socketAddress;
  const entries = (forwardedFor ?? "").split(",").reverse();
  for (const [hops, entry] of entries.entries()) {
    const next = withoutPort(entry.trim());
    if (isIP(next) === 0 || isIP(address) === 0 || !trust(address, hops)) break;
    address = next;
  }
  return address;
}

/** Some proxies write the port as well: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  return /^\[(.+)\](:\d+)?$/.exec(entry)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(entry)?.[1] ?? entry;
}
