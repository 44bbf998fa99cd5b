import type { IncomingMessage } from "node:http";
import type { Database } from "@parley/db";
import {
  deleteSession,
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
  via: "session" | "api_key";
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
  /** True where nobody did anything: a session that is only asked about goes on to its end. */
  isIdle?: boolean | undefined;
}): Promise<OperatorSession | null> {
  const { db, library, headers, now, isIdle = false } = args;
  if (headers.authorization !== undefined) {
    const key = /^Bearer +([\w-]{20,100})$/i.exec(headers.authorization)?.[1];
    if (key === undefined) return null;
    return toSession(await findOperatorByApiKey(db, { plain: key, now }), "api_key");
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
  return toSession(await findOperator(db, found.user.id), "session");
}

function toSession(found: OperatorWithGrants | null, via: OperatorSession["via"]): OperatorSession | null {
  if (found === null || found.operator.disabledAt !== null) return null;
  const { id, name, email, version, disabledAt } = found.operator;
  return { id, name, email, version, disabledAt, grants: found.grants, via };
}
