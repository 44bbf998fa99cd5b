import { type Connection, findConnection } from "@parley/db/connections";
import { coversAll, listServedBrands } from "@parley/db/mappings";
import type { GraphqlContext } from "../kernel/context.ts";
import { type Refusal, refuse } from "../kernel/error.ts";

/** The connection, or why this operator may not change it: that is for admins of all brands that it serves. */
export async function connectionToChange(
  { db, scopeFor, words }: GraphqlContext,
  connectionId: string,
): Promise<Connection | Refusal> {
  const say = words("connections");
  const connection = await findConnection(db, {
    scope: scopeFor("connections.read"),
    idOrSlug: connectionId,
  });
  if (connection?.id !== connectionId) return refuse("NOT_FOUND", say("refused.noConnection"));
  const served = await listServedBrands(db, connectionId);
  if (coversAll(scopeFor("connections.edit"), served)) return connection;
  return refuse("NOT_ALLOWED", say("refused.onlyAdmin"));
}
