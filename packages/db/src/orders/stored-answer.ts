import type { Database } from "../client/client.ts";
import { WRITTEN_BY } from "../packing/dictionaries.ts";
import { dictionariesFor } from "../packing/known.ts";
import { pack, unpack } from "../packing/pack.ts";
import type { StoredAnswer } from "./types.ts";

// Where an order's final answer stands. Written with the payload it would write the heaviest row of an order once more,
// so it goes, packed, with the result that decided it. The payload has those that no result decided, and those of
// processes that the release before still reads beside.

/** An answer as a result's statements write it: `packed` in hex, or the two columns of the payload. */
export interface AnswerColumns {
  packed: string | null;
  body: string | null;
  status: number | null;
}

export function answerColumns(db: Pick<Database, "packsOrders">, answer: StoredAnswer | null): AnswerColumns {
  if (answer === null) return { packed: null, body: null, status: null };
  const { status, body } = answer;
  if (!db.packsOrders) return { packed: null, body, status };
  return { packed: pack(WRITTEN_BY.in, [status, body]).toString("hex"), body: null, status: null };
}

/** What is read of an answer, wherever it stands. */
export interface AnswerRow {
  packed: Uint8Array | null;
  status: number | null;
  body: string | null;
}

/** The answer, byte for byte as it was written; null where there is none, or where what is packed is damaged. */
export async function readAnswer(
  db: Database,
  { packed, status, body }: AnswerRow,
): Promise<StoredAnswer | null> {
  if (packed === null) return status === null || body === null ? null : { status, body };
  const dictionaries = await dictionariesFor(db, [{ packed }]);
  try {
    const [stored, bytes]: [number, string] = unpack(packed, dictionaries);
    return { status: stored, body: bytes };
  } catch {
    return null;
  }
}
