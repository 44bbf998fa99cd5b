import { bridgeBill } from "@parley/bridge-contract";
import { z } from "zod";

/** What a line of the journal says: an order was placed, or (`kind`) an order was voided. */

const placedLine = z.object({
  reference: z.string(),
  store: z.string(),
  pos_order_id: z.string(),
  online_order_id: z.string().nullable(),
  total_cents: z.int(),
  at: z.string(),
  bill: bridgeBill.optional(),
});

const voidLine = z.object({
  kind: z.literal("void"),
  reference: z.string(),
  store: z.string(),
  pos_order_id: z.string(),
  total_cents: z.int(),
  at: z.string(),
});

/** What is kept in memory of an order; the file's lines contain the whole order. */
export type PlacedRecord = z.infer<typeof placedLine>;
export type VoidRecord = z.infer<typeof voidLine>;

const anyLine = z.union([voidLine, placedLine]);

/** The file cannot be used; the message is one sentence for a person. */
export class JournalError extends Error {
  override name = "JournalError";
}

/**
 * Reads a whole journal. `length` is where it ends: an incomplete last line was never acknowledged, so
 * it does not count.
 * @throws JournalError where a line before the last cannot be read.
 */
export function readLines(
  bytes: Buffer,
  path: string,
): { records: (PlacedRecord | VoidRecord)[]; length: number } {
  const records: (PlacedRecord | VoidRecord)[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const record = readLine(bytes.toString("utf8", start, end));
    if (record) records.push(record);
    else if (end === bytes.length - 1) break;
    else
      throw new JournalError(`${path} is damaged at line ${records.length + 1}; move it away to begin anew`);
    start = end + 1;
  }
  return { records, length: start };
}

function readLine(line: string): PlacedRecord | VoidRecord | null {
  try {
    return anyLine.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
