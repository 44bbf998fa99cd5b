import type { IncomingHttpHeaders } from "node:http";

/** Gives the library the caller's address. Only we set it: a client's own copy is dropped. */
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

/** The headers that the library may see: those on a list, and the address that the socket gives. */
export function headersForLibrary(headers: IncomingHttpHeaders, address: string | undefined): Headers {
  const passed = new Headers();
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (typeof value === "string") passed.set(name, value);
  }
  if (address !== undefined) passed.set(ADDRESS_HEADER, address);
  return passed;
}
