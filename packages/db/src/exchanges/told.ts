import type { Database } from "../client/client.ts";
import type { Scope } from "../sql/scope.ts";
import { listExchangeBodies } from "./bodies.ts";

/**
 * The status word in the answer to each of these calls, by the call's id: the one word that PAR goes by. A call whose
 * answer has none, or was not kept, is not in it.
 */
export async function listToldStatuses(
  db: Database,
  args: { scope: Scope; exchangeIds: readonly string[] },
): Promise<Map<string, string>> {
  if (args.exchangeIds.length === 0) return new Map();
  const rows = await listExchangeBodies(db, args);
  return new Map(
    rows.flatMap(({ exchangeId, responseBody }) => {
      const word = responseBody === null ? undefined : STATUS.exec(responseBody)?.[1];
      return word === undefined ? [] : [[exchangeId, word] as const];
    }),
  );
}

/** The first status that is a word, in whichever spelling of names the connection has. */
const STATUS = /"[Ss]tatus"\s*:\s*"([A-Za-z]+)"/;
