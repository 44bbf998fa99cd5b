import type { Database } from "../client/client.ts";
import { WRITTEN_BY } from "../packing/dictionaries.ts";
import { dictionariesFor } from "../packing/known.ts";
import { pack, unpack } from "../packing/pack.ts";
import { toJsonText } from "../sql/json.ts";
import { evidenceText, isBilled } from "./evidence.ts";
import type { StoredAnswer } from "./types.ts";

// Where an order's final answer stands. Written with the payload it would write the heaviest row of an order once more,
// so it goes, packed, with the result that decided it, and with the POS's bill of that result, which says again most of
// what the answer says. The payload has those that no result decided, and those of processes that the release before
// still reads beside.

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
  return { packed: packDecided([status, body]), body: null, status: null };
}

/** The same with the evidence of its result, which needs no bill of its own where the answer is packed. */
export function decidedColumns(
  db: Pick<Database, "packsOrders">,
  { answer, evidence }: { answer: StoredAnswer | null; evidence: unknown },
): AnswerColumns & { evidence: string } {
  if (answer === null || !db.packsOrders || !isBilled(evidence))
    return { ...answerColumns(db, answer), evidence: evidenceText(db, evidence) };
  const { bill, ...rest } = evidence;
  return {
    ...{ packed: packDecided([answer.status, answer.body, bill]), body: null, status: null },
    evidence: toJsonText(rest),
  };
}

type Decided = [status: number, body: string, bill?: unknown];

const packDecided = (decided: Decided) => pack(WRITTEN_BY.in, decided).toString("hex");

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
  const [stored, bytes] = (await decidedIn(db, packed)) ?? [null, ""];
  return stored === null ? null : { status: stored, body: bytes };
}

/** A result's evidence as it was given; without its bill where what is packed is damaged. */
export async function readEvidence(
  db: Database,
  { evidence, answer }: { evidence: unknown; answer: Uint8Array | null },
): Promise<unknown> {
  const [, , bill] = (answer && (await decidedIn(db, answer))) ?? [];
  return bill === undefined ? evidence : { ...Object(evidence), bill };
}

async function decidedIn(db: Database, packed: Uint8Array): Promise<Decided | null> {
  const dictionaries = await dictionariesFor(db, [{ packed }]);
  try {
    return unpack<Decided>(packed, dictionaries);
  } catch {
    return null;
  }
}
