import { readConfig } from "@/config.ts";
import { forwardFile } from "@/forward.ts";
import { cameSecurely, securityHeaders } from "@/security-headers.ts";

export const dynamic = "force-dynamic";

/** Files of mappings, which may be larger than any form. They go by the proxy, which gives all others their headers. */
export async function POST(request: Request): Promise<Response> {
  const answer = await forwardFile(request);
  const { isDevelopment } = readConfig();
  const isSecure = cameSecurely(request);
  const given = securityHeaders({
    nonce: btoa(crypto.randomUUID()),
    isDevelopment,
    isSecure,
    isShared: false,
  });
  for (const [name, value] of given) answer.headers.set(name, value);
  return answer;
}
