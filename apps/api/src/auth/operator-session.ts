import type { IncomingMessage } from "node:http";
import type { Database } from "@parley/db";
import {
  deleteSession,
  findExpiredApiKey,
  findOperator,
  findOperatorByApiKey,
  type Grant,
  type OperatorWithGrants,
} from "@parley/db/operators";
import { ABSOLUTE_SECONDS, type AuthLibrary } from "./library.ts";
import { headersForLibrary } from "./request.ts";

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
  via: "session" | "api_key";
  /** The browser's session; null for a key. */
  sessionId: string | null;
}

/**
 * The operator of a request, or null. Where there is an `Authorization` header, the cookie is ignored, even
 * if the header's key is wrong.
 */
export async function readOperator(args: {
  db: Database;
  library: AuthLibrary;
  headers: IncomingMessage["headers"];
  now: Date;
  /** Told of a key's use that is to be noted; the answer does not wait for it. */
  onKeyUse: (keyId: string) => void;
  /** True where nobody did anything: a session that is only asked about goes on to its end. */
  isIdle?: boolean | undefined;
}): Promise<OperatorSession | null> {
  const { db, library, headers, now, onKeyUse, isIdle = false } = args;
  if (headers.authorization !== undefined) {
    const plain = keyOf(headers);
    const found = plain === null ? null : await findOperatorByApiKey(db, { plain, now });
    const session = toSession(found, "api_key");
    if (session !== null && found?.isUseDue) onKeyUse(found.keyId);
    return session;
  }
  if (headers.cookie === undefined) return null;
  const found = await library.api.getSession({
    headers: headersForLibrary(headers, undefined),
    query: { disableRefresh: isIdle },
  });
  if (found === null) return null;
  if (now.getTime() - found.session.createdAt.getTime() >= ABSOLUTE_SECONDS * 1000) {
    await deleteSession(db, { sessionId: found.session.id });
    return null;
  }
  return toSession(await findOperator(db, found.user.id), "session", found.session.id);
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
): OperatorSession | null {
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
    via,
    sessionId,
  };
}
