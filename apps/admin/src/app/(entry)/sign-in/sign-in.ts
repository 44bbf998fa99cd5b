import type { Words } from "@parley/words";

/** Signs in. Returns `null` when it worked, else the sentence to show. */
export async function signIn(
  { email, password }: { email: string; password: string },
  say: Words<"entry">,
): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch("/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return say("signIn.failure.admin");
  }
  if (response.ok) return null;
  if (response.status === 401) return say("signIn.failure.wrong");
  if (response.status === 429) return tooManyTries(response.headers, say);
  if (response.status === 502) return say("signIn.failure.api");
  if (response.status === 403) return say("signIn.failure.address");
  return say("signIn.failure.other");
}

function tooManyTries(headers: Headers, say: Words<"entry">): string {
  const seconds = Number(headers.get("x-retry-after") ?? headers.get("retry-after"));
  if (!Number.isFinite(seconds) || seconds <= 0) return say("signIn.failure.tooMany");
  if (seconds < 120) return say("signIn.failure.tooManySeconds", { count: Math.ceil(seconds) });
  return say("signIn.failure.tooManyMinutes", { count: Math.ceil(seconds / 60) });
}
