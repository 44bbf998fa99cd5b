import type { IncomingMessage } from "node:http";
import type { Database } from "@parley/db";
import { type RedactionPolicy, readRedactionPolicy } from "@parley/db/guests";
import {
  deleteSession,
  findExpiredApiKey,
  findOperator,
  findOperatorByApiKey,
  type Grant,
  type OperatorWithGrants,
  readSignInPolicy,
  touchSession,
} from "@parley/db/operators";
import type { AuthLibrary } from "./library.ts";
import { headersForLibrary } from "./request.ts";
import { mustAddSecondFactor } from "./sign-in-policy.ts";

const HOUR_MS = 3_600_000;
/** A use is noted at most so often. */
const NOTED_EVERY_MS = 60_000;

/** The operator whom this request's cookie or key proves. Read again on each request. */
export interface OperatorSession {
  id: string;
  name: string;
  email: string;
  grants: readonly Grant[];
  version: number;
  disabledAt: Date | null;
  /** What they chose to read; null for what their browser asks for. */
  language: string | null;
  /** Since when sign-in asks them for a code; null where it does not. */
  secondFactorAt: Date | null;
  /** True where they may do nothing in this browser before they have set up a second factor. */
  mustAddSecondFactor: boolean;
  /** What of guests is hidden, whoever they are. */
  redaction: RedactionPolicy;
  via: "session" | "api_key";
  /** The browser's session; null for a key. */
  sessionId: string | null;
}

/**
 * The operator of a request, or null. Where there is an `Authorization` header, the cookie is ignored, even
 * if the header's key is wrong.
 */
export async function readOperator(args: Asked): Promise<OperatorSession | null> {
  const operator = await identify(args);
  return operator === null ? null : { ...operator, redaction: await readRedactionPolicy(args.db) };
}

type Identified = Omit<OperatorSession, "redaction">;

interface Asked {
  db: Database;
  library: AuthLibrary;
  headers: IncomingMessage["headers"];
  now: Date;
  /** Told of a key's use that is to be noted; the answer does not wait for it. */
  onKeyUse: (keyId: string) => void;
  /** True where nobody did anything: a session that is only asked about goes on to its end. */
  isIdle?: boolean | undefined;
}

async function identify(args: Asked): Promise<Identified | null> {
  const { db, library, headers, now, onKeyUse, isIdle = false } = args;
  if (headers.authorization !== undefined) {
    const plain = keyOf(headers);
    const found = plain === null ? null : await findOperatorByApiKey(db, { plain, now });
    const session = toSession(found, "api_key");
    if (session !== null && found?.isUseDue) onKeyUse(found.keyId);
    return session;
  }
  if (headers.cookie === undefined) return null;
  const [found, policy] = await Promise.all([
    // Ours refreshes it: the library knows one length of idleness for ever.
    library.api.getSession({
      headers: headersForLibrary(headers, undefined),
      query: { disableRefresh: true },
    }),
    readSignInPolicy(db),
  ]);
  if (found === null) return null;
  const { id: sessionId, createdAt, updatedAt } = found.session;
  const idleMs = policy.idleMinutes * 60_000;
  const unusedMs = now.getTime() - updatedAt.getTime();
  if (now.getTime() - createdAt.getTime() >= policy.sessionHours * HOUR_MS || unusedMs >= idleMs) {
    await deleteSession(db, { sessionId });
    return null;
  }
  if (!isIdle && unusedMs >= NOTED_EVERY_MS)
    await touchSession(db, { sessionId, expiresAt: new Date(now.getTime() + idleMs), now });
  const operator = await findOperator(db, found.user.id);
  const session = toSession(operator, "session", sessionId);
  if (session === null || operator === null) return null;
  const isProven = found.session.provenBy != null;
  if (isProven || !mustAddSecondFactor(policy, operator)) return session;
  // Without a grant nothing is in any scope, whatever asks: only their own account is left to them.
  return { ...session, grants: [], mustAddSecondFactor: true };
}

/** Since when the key of a request is over; null where it has none, or one that opens nothing for another reason. */
export async function readExpiry(args: {
  db: Database;
  headers: IncomingMessage["headers"];
  now: Date;
}): Promise<Date | null> {
  const plain = keyOf(args.headers);
  return plain === null ? null : await findExpiredApiKey(args.db, { plain, now: args.now });
}

function keyOf({ authorization }: IncomingMessage["headers"]): string | null {
  return /^Bearer +([\w-]{20,100})$/i.exec(authorization ?? "")?.[1] ?? null;
}

function toSession(
  found: OperatorWithGrants | null,
  via: OperatorSession["via"],
  sessionId: string | null = null,
): Identified | null {
  if (found === null || found.operator.disabledAt !== null) return null;
  const { id, name, email, version, disabledAt, language, secondFactorAt } = found.operator;
  return {
    id,
    name,
    email,
    version,
    disabledAt,
    language,
    secondFactorAt,
    grants: found.grants,
    mustAddSecondFactor: false,
    via,
    sessionId,
  };
}
