import { readConfig } from "./config.ts";

/** The client's address. Our own server sets it on each request; what a client sends is overwritten there. */
export const addressHeader = "x-parley-client-address";
/** The secret that makes the API believe the address. */
export const proofHeader = "x-parley-admin-proof";

/** The headers that tell the API whose request we pass on; none where no secret is set. */
export function aboutClient(headers: Headers): Record<string, string> {
  const { adminSecret } = readConfig();
  const address = headers.get(addressHeader);
  if (adminSecret === null || address === null) return {};
  return { [addressHeader]: address, [proofHeader]: adminSecret };
}
