import type { IncomingHttpHeaders } from "node:http";
import { ADDRESS_HEADER } from "../http/client-address.ts";

const PASSED_ON = [
  "accept",
  "content-type",
  "cookie",
  "origin",
  "referer",
  "user-agent",
  "sec-fetch-site",
] as const;

/** The headers that the library may see: those on a list, and the address of the client. */
export function headersForLibrary(headers: IncomingHttpHeaders, address: string | undefined): Headers {
  const passed = new Headers();
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (typeof value === "string") passed.set(name, value);
  }
  if (address !== undefined) passed.set(ADDRESS_HEADER, address);
  return passed;
}
