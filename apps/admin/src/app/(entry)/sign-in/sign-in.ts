import type { Words } from "@parley/words";

/** What became of signing in. `code`: all was right, and a code of the second factor is asked for. */
export type SignInOutcome = { kind: "in" } | { kind: "code" } | { kind: "failed"; words: string };

/** Signs in with what somebody typed; `code` where they were asked for one. */
export async function signIn(
  given: { email: string; password: string; code?: string },
  say: Words<"entry">,
): Promise<SignInOutcome> {
  const failed = (words: string): SignInOutcome => ({ kind: "failed", words });
  let response: Response;
  try {
    response = await fetch("/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(given),
    });
  } catch {
    return failed(say("signIn.failure.admin"));
  }
  if (response.ok) return { kind: "in" };
  if (response.status === 401) {
    const code = await codeOf(response);
    if (code === "SECOND_FACTOR_NEEDED") return { kind: "code" };
    return failed(say(code === "SECOND_FACTOR_WRONG" ? "signIn.failure.code" : "signIn.failure.wrong"));
  }
  if (response.status === 429) return failed(tooManyTries(response.headers, say));
  if (response.status === 502) return failed(say("signIn.failure.api"));
  if (response.status === 403) return failed(say("signIn.failure.address"));
  return failed(say("signIn.failure.other"));
}

async function codeOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null && "code" in body ? body.code : null;
}

function tooManyTries(headers: Headers, say: Words<"entry">): string {
  const seconds = Number(headers.get("x-retry-after") ?? headers.get("retry-after"));
  if (!Number.isFinite(seconds) || seconds <= 0) return say("signIn.failure.tooMany");
  if (seconds < 120) return say("signIn.failure.tooManySeconds", { count: Math.ceil(seconds) });
  return say("signIn.failure.tooManyMinutes", { count: Math.ceil(seconds / 60) });
}
