import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { inScope, type Scope } from "../sql/scope.ts";

/**
 * The status word in the answer to each of these calls, by the call's id: the one word that PAR goes by. A call whose
 * answer has none, or was not kept, is not in it. The bodies themselves stay in the database.
 */
export async function listToldStatuses(
  db: Database,
  args: { scope: Scope; exchangeIds: readonly string[] },
): Promise<Map<string, string>> {
  if (args.exchangeIds.length === 0) return new Map();
  const word = sql<string | null>`substring(${exchangeBodies.responseBody} from ${STATUS}::text)`;
  const rows = await db.orm
    .select({ id: exchanges.id, word })
    .from(exchanges)
    .innerJoin(exchangeBodies, eq(exchangeBodies.exchangeId, exchanges.id))
    .where(and(inArray(exchanges.id, [...args.exchangeIds]), inScope(args.scope, exchanges)));
  return new Map(rows.flatMap(({ id, word }) => (word === null ? [] : [[id, word] as const])));
}

/** The first status that is a word, in whichever spelling of names the connection has. */
const STATUS = '"[Ss]tatus"\\s*:\\s*"([A-Za-z]+)"';
