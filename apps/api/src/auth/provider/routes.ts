import { createHash } from "node:crypto";
import {
  findByProvider,
  findOperator,
  linkProvider,
  recordFailedSignIn,
  recordSession,
  takeAttempt,
  takeBackAttempt,
  takeOnce,
} from "@parley/db/operators";
import { asLanguage } from "@parley/words";
import { type Request, type Response, Router } from "express";
import { networkOf } from "../../http/client-address.ts";
import { giveCookies, languageCookie, refuse } from "../answers.ts";
import type { Auth } from "../auth.ts";
import { CODE_NEEDED, PASSKEY_NEEDED } from "../library.ts";
import { isForeign } from "../origin.ts";
import { headersForLibrary } from "../request.ts";
import { createProviderClient, ProviderError, type ProviderSettings } from "./client.ts";
import { createWaysBack } from "./way-back.ts";

/**
 * Signing in by the company's identity provider, where one is set. A browser goes there and comes back; whatever goes
 * wrong ends on the sign-in page, which says what to do next. Nobody is created by it.
 */

/** What the sign-in page is told, in its address. */
type Problem = "down" | "failed" | "left" | "unverified" | "unknown" | "factor" | "passkey" | "often";

/** Waits after so many returns from one network that opened nothing; the last one repeats. */
const WAITS_MS = [...Array<number>(59).fill(0), ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

export function providerRouter(auth: Auth, settings: ProviderSettings): Router {
  const { db, now, config } = auth;
  const router = Router({ caseSensitive: true, strict: true });
  const client = createProviderClient(settings, { now });
  const ways = createWaysBack(config, { now });
  const admin = new URL(config.adminUrl).origin;
  const redirectUri = `${admin}/auth/provider/back`;

  function fail(res: Response, problem: Problem): void {
    res.redirect(303, `${admin}/sign-in?provider=${problem}`);
  }

  router.get("/provider", async (req, res) => {
    if (isForeign(req.headers, auth.trustedOrigins)) {
      refuse(res, 403, "INVALID_ORIGIN", "This request came from another site.");
      return;
    }
    const { way, cookie } = ways.begin(pathOf(admin, req.query.return));
    try {
      const address = await client.address({ ...way, redirectUri });
      res.append("set-cookie", cookie);
      res.redirect(303, address);
    } catch (error) {
      fail(res, problemOf(error));
    }
  });

  router.get("/provider/back", async (req, res) => {
    const address = auth.addressOf(req);
    const key = `provider at ${networkOf(address)}`;
    const taken = await takeAttempt(db, { key, now: now(), waitsMs: WAITS_MS });
    res.append("set-cookie", ways.forget());
    if (!taken.allowed) return fail(res, "often");
    const outcome = await comeBack(req, res, address);
    if (typeof outcome === "string") return fail(res, outcome);
    await takeBackAttempt(db, { key, taken });
    res.redirect(303, `${admin}${outcome.returnPath}`);
  });

  async function comeBack(
    req: Request,
    res: Response,
    address: string,
  ): Promise<Problem | { returnPath: string }> {
    const [code, state, issuer, error] = ["code", "state", "iss", "error"].map((name) =>
      textOf(req.query[name]),
    );
    const way = state == null ? null : ways.read(req.headers, state);
    if (way === null) return "failed";
    // Once: who has the address that a browser came back by has nothing.
    const hash = createHash("sha256").update(`provider ${way.state}`).digest("hex");
    if (!(await takeOnce(db, { what: "provider", hash, expiresAt: way.endsAt, now: now() }))) return "failed";
    if (error != null) return error === "access_denied" ? "left" : "failed";
    if (code == null) return "failed";
    try {
      const { subject, email, isBoth } = await client.claims({
        ...way,
        code,
        issuer: issuer ?? null,
        redirectUri,
      });
      if (email === null) return "unverified";
      const identity = { issuer: settings.issuer, subject, email };
      const known = await findByProvider(db, { ...identity, now: now() });
      if (known === null) return "unknown";
      return (
        (await open(req, res, { ...identity, ...known, isBoth, address })) ?? { returnPath: way.returnPath }
      );
    } catch (failure) {
      return problemOf(failure);
    }
  }

  /** @returns why there is no session; null where there is */
  async function open(
    req: Request,
    res: Response,
    who: { operatorId: string; isLinked: boolean; subject: string; isBoth: boolean; address: string },
  ): Promise<Problem | null> {
    const { operatorId, isLinked, subject, isBoth, address } = who;
    const answer = await auth.library.api.signInProven({
      body: { operatorId, by: "provider", isBoth },
      headers: headersForLibrary(req.headers, address),
      asResponse: true,
    });
    const found = await findOperator(db, operatorId);
    if (!answer.ok || found === null) {
      if (found !== null) await recordFailedSignIn(db, { email: found.operator.email, address, now: now() });
      const said: unknown = await answer.json().catch(() => null);
      const why = Object(said).code;
      return why === CODE_NEEDED ? "factor" : why === PASSKEY_NEEDED ? "passkey" : "unknown";
    }
    const by = { kind: "operator", id: operatorId, address } as const;
    const link = { issuer: settings.issuer, subject, operatorId, by, now: now() };
    // Of two first sign-ins at once one ties them; the other's cookie never leaves.
    if (!isLinked && !(await linkProvider(db, link))) return "failed";
    // Before its cookie leaves: no session without its record.
    await recordSession(db, "signed_in", { operatorId, address, now: now(), means: "provider" });
    giveCookies(res, answer);
    const language = asLanguage(found.operator.language);
    if (language !== null) res.append("set-cookie", languageCookie(auth, language));
    return null;
  }

  return router;
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProviderError) return error.kind === "down" ? "down" : "failed";
  throw error;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= 4_096 ? value : null;
}

/** A path of the admin's to go to afterwards, read as a browser reads it. */
function pathOf(admin: string, asked: unknown): string {
  const path = textOf(asked);
  if (path === null || !path.startsWith("/") || !URL.canParse(path, admin)) return "/";
  const url = new URL(path, admin);
  const isOurs = url.origin === admin && !url.pathname.startsWith("//") && path.length <= 1_024;
  return isOurs ? url.pathname + url.search + url.hash : "/";
}
