import type { IncomingHttpHeaders } from "node:http";

/** Tells the library who calls. Only we set it: a client's own copy never gets that far. */
export const ADDRESS_HEADER = "x-parley-client-address";

const PASSED_ON = [
  "accept",
  "content-type",
  "cookie",
  "origin",
  "referer",
  "user-agent",
  "sec-fetch-site",
] as const;

/** The headers that the library may see: a list of allowed ones, and the address as the socket has it. */
export function headersForLibrary(headers: IncomingHttpHeaders, address: string | undefined): Headers {
  const passed = new Headers();
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (typeof value === "string") passed.set(name, value);
  }
  if (address !== undefined) passed.set(ADDRESS_HEADER, address);
  return passed;
}
