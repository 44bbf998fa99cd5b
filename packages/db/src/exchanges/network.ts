import { and, like, notLike, or, type SQL } from "drizzle-orm";
import { exchanges } from "../schema/exchange.ts";

/** The condition that a call came from this network, a /24 of IPv4 or a /48 of IPv6. */
export function isFromNetwork(network: string): SQL | undefined {
  const begins = or(...prefixesOf(network).map((prefix) => like(exchanges.remoteAddress, `${prefix}%`)));
  // An address of IPv4 that a socket writes as one of IPv6 is of its own network.
  return network.endsWith("/48") ? and(begins, notLike(exchanges.remoteAddress, "::ffff:%.%")) : begins;
}

/** How the addresses of a network begin, in the ways that a socket writes them. */
function prefixesOf(network: string): string[] {
  const v4 = /^(\d+\.\d+\.\d+\.)0\/24$/.exec(network)?.[1];
  if (v4 !== undefined) return [v4, `::ffff:${v4}`];
  const groups = network.replace(/::\/48$/, "").split(":");
  // Where the last groups are zeros, `::` may stand for them.
  const shorter = groups.flatMap((_, at) =>
    groups.slice(at).every((group) => group === "0") ? [`${groups.slice(0, at).join(":")}::`] : [],
  );
  return [`${groups.join(":")}:`, ...shorter];
}
