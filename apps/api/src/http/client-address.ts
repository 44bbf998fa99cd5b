import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** The address of the admin's client, as the admin's server saw it. */
export const ADDRESS_HEADER = "x-parley-client-address";
/** The secret that admin and API share. Without it the address is only what a client claims. */
export const PROOF_HEADER = "x-parley-admin-proof";

/** The address that a request counts for, as far as it is known. */
export type ClientAddress = (req: {
  headers: IncomingHttpHeaders;
  /** Of the socket or, behind a trusted proxy, as the proxy says. */
  ip?: string | undefined;
}) => string;

/**
 * A browser's requests reach the API through the admin's server, so that the socket shows one client for all
 * of them. The admin passes their addresses on; they count only together with the admin's secret.
 * @param adminSecret null: no address that is passed on counts
 */
export function createClientAddress(adminSecret: string | null): ClientAddress {
  return ({ headers, ip }) => {
    const claimed = headers[ADDRESS_HEADER];
    if (typeof claimed === "string" && isIP(claimed) !== 0 && isProof(headers[PROOF_HEADER], adminSecret)) {
      return claimed;
    }
    return ip ?? "unknown";
  };
}

function isProof(given: string | string[] | undefined, secret: string | null): boolean {
  if (secret === null || typeof given !== "string") return false;
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Whom a limit counts: one IPv4 address, or one IPv6 network of 64 bits, because a single customer gets at
 * least that. The IPv6 form of an IPv4 address is that IPv4 address.
 */
export function networkOf(address: string | null): string {
  const [plain = ""] = (address ?? "").split("%", 1);
  if (isIP(plain) !== 6) return plain === "" ? "unknown" : plain;
  const groups = groupsOf(plain);
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (!isMapped) return `${groups.slice(0, 4).map(toHex).join(":")}::/64`;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join(".");
}

const toHex = (group: number) => group.toString(16);

/** The eight groups of a valid IPv6 address, in whichever of its forms it is written. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const parse = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return parse(head);
  const [before, after] = [parse(head), parse(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
