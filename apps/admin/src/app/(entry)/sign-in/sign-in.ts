import type { Words } from "@parley/words";
import { signWithPasskey } from "@/components/person/passkey.ts";

/** What became of signing in. `code`: all was right, and a code of the second factor is asked for. */
export type SignInOutcome = { kind: "in" } | { kind: "code" } | { kind: "failed"; words: string };

/** Signs in with what somebody typed; `code` where they were asked for one. */
export async function signIn(
  given: { email: string; password: string; code?: string },
  say: Words<"entry">,
): Promise<SignInOutcome> {
  const response = await post("/auth/sign-in/email", given);
  return response === null ? failed(say("signIn.failure.admin")) : await outcomeOf(response, say);
}

/** Signs in with a passkey of this device, or of another one near it; nothing is said where the person left it. */
export async function signInByPasskey(say: Words<"entry">): Promise<SignInOutcome> {
  const started = await post("/auth/sign-in/passkey/start", {});
  if (started === null) return failed(say("signIn.failure.admin"));
  if (!started.ok) return await outcomeOf(started, say);
  const signed = await signWithPasskey(Object(await started.json()));
  if (signed === null) return failed(say("signIn.failure.passkeyLeft"));
  const response = await post("/auth/sign-in/passkey", signed);
  return response === null ? failed(say("signIn.failure.admin")) : await outcomeOf(response, say);
}

const failed = (words: string): SignInOutcome => ({ kind: "failed", words });

/** @returns null where nothing answers */
async function post(path: string, body: object): Promise<Response | null> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return await fetch(path, init).catch(() => null);
}

async function outcomeOf(response: Response, say: Words<"entry">): Promise<SignInOutcome> {
  if (response.ok) return { kind: "in" };
  if (response.status === 401) {
    const code = await codeOf(response);
    if (code === "PASSKEY_NEEDED") return failed(say("signIn.failure.passkeyNeeded"));
    if (code === "PASSKEY_REFUSED") return failed(say("signIn.failure.passkey"));
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
