import { hkdfSync, randomUUID } from "node:crypto";
import { drizzleAdapter } from "@better-auth/drizzle-adapter";
import { type Database, newId } from "@parley/db";
import { authSchema, countPasskeys, findOperator, readSignInPolicy } from "@parley/db/operators";
import { openVault } from "@parley/db/secrets";
import type { BetterAuthOptions } from "better-auth";
import { APIError, isAPIError } from "better-auth/api";
// Without its own query builder, which drizzle stands for here: a sixth of all files that a start reads.
import { betterAuth } from "better-auth/minimal";
import { ADDRESS_HEADER } from "../http/client-address.ts";
import { sessionCookie } from "./cookie.ts";
import { trustedOriginsOf } from "./origin.ts";
import { hashPassword, isPassword, PASSWORD_MAX, PASSWORD_MIN } from "./password.ts";
import { proofOf, provenSignIn } from "./proven-sign-in.ts";
import { judgeCode } from "./second-factor.ts";
import { hashSessionTokens } from "./session-tokens.ts";
import { mustAddSecondFactor } from "./sign-in-policy.ts";

/** What the library keeps of an idle session; the policy in force says how long it is (operator-session.ts). */
const IDLE_SECONDS = 30 * 60;
/** No policy lets a session live longer, so the browser keeps its cookie for so long. */
export const ABSOLUTE_SECONDS = 12 * 60 * 60;

/** Carries the code of a second factor to the library's hook. Ours alone: `headersForLibrary` passes no client's on. */
export const CODE_HEADER = "x-parley-code";
/** The password was right, and a code is asked for. */
export const CODE_NEEDED = "SECOND_FACTOR_NEEDED";
export const CODE_WRONG = "SECOND_FACTOR_WRONG";
/** The password was right, and is not enough: a second factor is asked of them, and theirs is a passkey. */
export const PASSKEY_NEEDED = "PASSKEY_NEEDED";

export interface LibraryConfig {
  /** Where browsers find the admin; its scheme decides the cookie's name and flags. */
  adminUrl: string;
  masterKey: string;
}

/**
 * The sign-in library with our settings: passwords only, sign-up closed, sessions and counters in the
 * database. Each request reads its session there, so that ending one works at once, in every process.
 */
export function createLibrary({ db, config, now }: { db: Database; config: LibraryConfig; now: () => Date }) {
  const vault = openVault({ masterKey: config.masterKey });
  const secret = Buffer.from(hkdfSync("sha256", config.masterKey, "", "parley/auth/session-cookie", 32));
  const cookie = sessionCookie(config.adminUrl);
  const open = drizzleAdapter(db.orm, { provider: "pg", transaction: true, schema: authSchema });
  return betterAuth({
    baseURL: config.adminUrl,
    basePath: "/auth",
    secret: secret.toString("base64url"),
    trustedOrigins: trustedOriginsOf(config.adminUrl),
    telemetry: { enabled: false },
    // It would log failed sign-ins with their e-mail addresses; unexpected errors reach our own log.
    logger: { disabled: true },
    onAPIError: { onError: passAccidentsOn },
    database: (options: BetterAuthOptions) => hashSessionTokens(open(options)),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: hashPassword, verify: isPassword },
    },
    databaseHooks: {
      session: {
        create: {
          // After the password was right, so that only its owner could tell; the answer is that for a wrong one.
          async before({ userId }, context) {
            const found = await findOperator(db, userId);
            if (found?.operator.disabledAt !== null) throw new APIError("UNAUTHORIZED");
            const policy = await readSignInPolicy(db);
            const data = { expiresAt: new Date(now().getTime() + policy.idleMinutes * 60_000) };
            // Before there is a session, so that there is none without it, whatever the way in.
            const proof = proofOf(context);
            if (proof !== null) {
              if (proof.isBoth) return { data: { ...data, provenBy: proof.by } };
              // One factor of two. A provider's stands for the password; a passkey's opens nothing.
              if (proof.by === "passkey") throw new APIError("UNAUTHORIZED");
            }
            if (found.operator.secondFactorAt === null) {
              const isAsked = mustAddSecondFactor(policy, found);
              if (isAsked && (await countPasskeys(db, [userId])).size > 0)
                throw new APIError("UNAUTHORIZED", { code: PASSKEY_NEEDED });
              return { data };
            }
            const code = context?.headers?.get(CODE_HEADER) ?? null;
            if (code === null) throw new APIError("UNAUTHORIZED", { code: CODE_NEEDED });
            const verdict = await judgeCode({ db, vault, now: now() }, { operatorId: userId, code });
            if (verdict === "wrong") throw new APIError("UNAUTHORIZED", { code: CODE_WRONG });
            if (verdict === "too_often") throw new APIError("TOO_MANY_REQUESTS");
            return { data };
          },
        },
      },
    },
    plugins: [provenSignIn()],
    session: {
      ...{ expiresIn: IDLE_SECONDS, updateAge: 60, cookieCache: { enabled: false } },
      additionalFields: { provenBy: { type: "string", required: false, input: false } },
    },
    // Ours (sign-in-limit.ts) comes first; a second one that counts by address alone would keep operators out.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: ({ model }) => (model === "user" ? newId("opr") : randomUUID()) },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      useSecureCookies: false,
      cookiePrefix: cookie.prefix,
      cookies: {
        session_token: { name: cookie.name, attributes: cookie.attributes },
        dont_remember: { name: `${cookie.name}-only`, attributes: cookie.attributes },
      },
    },
  });
}

export type AuthLibrary = ReturnType<typeof createLibrary>;

/** Expected refusals become answers; anything else is rethrown to the router, which logs it. */
function passAccidentsOn(error: unknown): void {
  if (!isAPIError(error)) throw error;
}
