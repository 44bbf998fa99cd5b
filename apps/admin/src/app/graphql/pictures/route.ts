import { readConfig } from "@/config.ts";
import { forward } from "@/forward.ts";
import { cameSecurely, securityHeaders } from "@/security-headers.ts";

export const dynamic = "force-dynamic";

/** Pictures of products, which a browser keeps as long as the API says; so they go by the proxy, which forbids that. */
export async function GET(request: Request): Promise<Response> {
  const answer = await forward(request);
  const { isDevelopment } = readConfig();
  const isSecure = cameSecurely(request);
  const given = securityHeaders({
    nonce: btoa(crypto.randomUUID()),
    isDevelopment,
    isSecure,
    isShared: false,
  });
  const kept = answer.status === 200 ? answer.headers.get("cache-control") : null;
  for (const [name, value] of given) answer.headers.set(name, value);
  answer.headers.set("content-security-policy", "default-src 'none'; sandbox");
  if (kept !== null) answer.headers.set("cache-control", kept);
  return answer;
}
