import type { Database } from "@parley/db";
import { listCallers } from "@parley/db/connections";
import type { Exchange, ExchangeBody } from "@parley/db/exchanges";
import type { Vault } from "@parley/db/secrets";
import { type WordsOf, wordsIn } from "@parley/words";
import { explainSignature, type SignatureExplanation } from "./signature.ts";

export interface SignatureExplainer {
  /** Explains a call; the caller has already checked access to it. Null if nothing was signed. */
  explain(record: {
    exchange: Exchange;
    bodies: ExchangeBody | null;
    /** The language of the reader; English when left out. */
    words?: WordsOf;
  }): Promise<SignatureExplanation | null>;
}

/** Explains with the SharedIds that are live now, decrypted only for a digest that did not match. */
export function createSignatureExplainer(deps: {
  db: Database;
  vault: Vault;
  now: () => Date;
}): SignatureExplainer {
  async function sharedIdsOf(connectionId: string | null): Promise<string[]> {
    const callers = await listCallers(deps.db, { vault: deps.vault, now: deps.now() });
    return callers.filter(({ connection }) => connection.id === connectionId).map(({ sharedId }) => sharedId);
  }

  return {
    async explain({ exchange, bodies, words = wordsIn("en") }) {
      if (bodies === null) return null;
      return await explainSignature({
        exchange,
        bodies,
        words,
        sharedIds: () => sharedIdsOf(exchange.connectionId),
      });
    },
  };
}
