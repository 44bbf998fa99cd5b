import { randomUUID } from "node:crypto";
import { findOperator, recordFailedSignIn, recordSession } from "@parley/db/operators";
import { asLanguage } from "@parley/words";
import { type Request as ExpressRequest, type Response as ExpressResponse, Router } from "express";
import { toAppError } from "../errors.ts";
import { readJsonObject } from "../http/json-body.ts";
import { giveCookies, languageCookie, refuse, tooMany } from "./answers.ts";
import type { Auth } from "./auth.ts";
import { CODE_HEADER, CODE_NEEDED, CODE_WRONG, PASSKEY_NEEDED } from "./library.ts";
import { isForeign } from "./origin.ts";
import { signInByPasskey, startPasskey } from "./passkey-sign-in.ts";
import { DEMO_PASSWORD } from "./password.ts";
import { providerRouter } from "./provider/routes.ts";
import { headersForLibrary } from "./request.ts";

const BODY_BYTES_MAX = 16 * 1024;
const SIGN_IN = "/sign-in/email";
const SIGN_OUT = "/sign-out";
const CODE_LENGTH_MAX = 40;

/**
 * Sign-in and sign-out, to be mounted at `/auth`. Nothing else of the library is reachable: sign-up is
 * closed, and GraphQL's `me` says who is signed in.
 */
export function authRouter(auth: Auth): Router {
  // Exact paths: another case or a trailing slash is another path, which is a 404.
  const router = Router({ caseSensitive: true, strict: true });
  router.use((req, res, next) => {
    res.setHeader("cache-control", "no-store");
    if (req.method !== "GET" && isForeign(req.headers, auth.trustedOrigins)) {
      refuse(res, 403, "INVALID_ORIGIN", "This request came from another site.");
      return;
    }
    next();
  });
  router.post(SIGN_IN, readJsonObject(BODY_BYTES_MAX), (req: ExpressRequest, res: ExpressResponse) =>
    signIn(auth, req, res),
  );
  router.post("/sign-in/passkey/start", (req, res) => startPasskey(auth, req, res));
  router.post(
    "/sign-in/passkey",
    readJsonObject(BODY_BYTES_MAX),
    (req: ExpressRequest, res: ExpressResponse) => signInByPasskey(auth, req, res),
  );
  if (auth.config.provider != null) router.use(providerRouter(auth, auth.config.provider));
  router.post(SIGN_OUT, (req, res) => signOut(auth, req, res));
  router.use((_req, res) => refuse(res, 404, "NOT_FOUND", "There is nothing here."));
  router.use((error: unknown, _req: ExpressRequest, res: ExpressResponse, next: (error: unknown) => void) => {
    const status = error instanceof Error && "status" in error ? error.status : toAppError(error).status;
    if (status === 413) refuse(res, 413, "TOO_LARGE", "The request is too large.");
    else if (status === 415) refuse(res, 415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json in UTF-8.");
    else if (status === 400) refuse(res, 400, "INVALID_JSON", "The request is no JSON.");
    else next(error);
  });
  return router;
}

async function signIn(auth: Auth, req: ExpressRequest, res: ExpressResponse): Promise<void> {
  const { email, password, code } = credentialsOf(req.body);
  if (email === null || password === null) {
    refuse(res, 400, "INVALID_INPUT", "Send email and password.");
    return;
  }
  const { headers } = req;
  const ticket = await auth.signInLimit.take({ email, address: auth.addressOf(req), headers });
  if (!ticket.allowed) {
    tooMany(res, ticket.retryAfterSeconds);
    return;
  }
  // A data folder that was the demo's keeps its operators. Judged like any wrong password, so that it takes as long.
  const given = password === DEMO_PASSWORD && !auth.config.demo ? randomUUID() : password;
  const outcome = await pass(auth, req, res, {
    path: SIGN_IN,
    body: { email, password: given },
    code,
    async onSuccess() {
      // Before its cookie leaves: no session without its record.
      const found = await findOperator(auth.db, email.trim().toLowerCase());
      if (found !== null)
        await recordSession(auth.db, "signed_in", aboutSession(auth, req, found.operator.id));
      const language = asLanguage(found?.operator.language);
      return [await ticket.succeed(), ...(language === null ? [] : [languageCookie(auth, language)])];
    },
  });
  // After the answer has left, so that the time it takes tells nobody whose addresses are known.
  if (outcome === "refused")
    await recordFailedSignIn(auth.db, { email, address: auth.addressOf(req), now: auth.now() });
}

async function signOut(auth: Auth, req: ExpressRequest, res: ExpressResponse): Promise<void> {
  const operator = await auth.readOperator(req, { isIdle: true });
  await pass(auth, req, res, {
    path: SIGN_OUT,
    body: {},
    async onSuccess() {
      if (operator?.via === "session")
        await recordSession(auth.db, "signed_out", aboutSession(auth, req, operator.id));
      return [];
    },
  });
}

function aboutSession(auth: Auth, req: ExpressRequest, operatorId: string) {
  return { operatorId, address: auth.addressOf(req), now: auth.now() };
}

interface Credentials {
  email: string | null;
  password: string | null;
  /** Of the second factor; null until it is asked for. */
  code: string | null;
}

function credentialsOf(body: unknown): Credentials {
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  if (typeof body !== "object" || body === null) return { email: null, password: null, code: null };
  return {
    email: "email" in body ? text(body.email) : null,
    password: "password" in body ? text(body.password) : null,
    code:
      "code" in body
        ? text(body.code)
            ?.slice(0, CODE_LENGTH_MAX)
            .replace(/[^\w\s-]/g, "") || null
        : null,
  };
}

interface Passed {
  path: typeof SIGN_IN | typeof SIGN_OUT;
  body: Record<string, string>;
  /** Of the second factor, where one is given. */
  code?: string | null;
  /** Gives more cookies for the client. */
  onSuccess: () => Promise<string[]>;
}

/** Passes the request to the library, and the library's answer to the client. `asked`: all was right, and a code is missing. */
async function pass(
  auth: Auth,
  req: ExpressRequest,
  res: ExpressResponse,
  { path, body, code, onSuccess }: Passed,
): Promise<"granted" | "refused" | "asked"> {
  const headers = headersForLibrary(req.headers, auth.addressOf(req));
  headers.set("content-type", "application/json");
  if (code != null) headers.set(CODE_HEADER, code);
  const answer = await auth.library.handler(
    new Request(new URL(`/auth${path}`, auth.config.adminUrl), {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    }),
  );
  if (!answer.ok) {
    // One answer for an unknown address, a wrong password and a malformed address alike.
    const why = path === SIGN_IN ? await codeOf(answer) : null;
    if (why === CODE_NEEDED) {
      refuse(res, 401, CODE_NEEDED, "Give the code of your second factor too.");
      return "asked";
    }
    if (why === PASSKEY_NEEDED) {
      refuse(res, 401, PASSKEY_NEEDED, "Sign in with your passkey: the password alone is not enough.");
      return "asked";
    }
    if (why === CODE_WRONG) refuse(res, 401, CODE_WRONG, "The code is wrong, or was used already.");
    else if (path === SIGN_IN && answer.status === 429) tooMany(res, CODE_RETRY_SECONDS);
    else if (path === SIGN_IN && answer.status < 500)
      refuse(res, 401, "INVALID_CREDENTIALS", "E-mail address or password is wrong.");
    else refuse(res, 500, "INTERNAL", "Something went wrong on our side.");
    return "refused";
  }
  giveCookies(res, answer);
  // Before the answer leaves: the next try may follow at once.
  for (const cookie of await onSuccess()) res.append("set-cookie", cookie);
  // The library's own body repeats the session token, which belongs only in the cookie.
  res.status(200).json({ ok: true });
  return "granted";
}

/** The longest wait after codes that were wrong. */
const CODE_RETRY_SECONDS = 900;

async function codeOf(answer: globalThis.Response): Promise<unknown> {
  const body: unknown = await answer.json().catch(() => null);
  return typeof body === "object" && body !== null && "code" in body ? body.code : null;
}
