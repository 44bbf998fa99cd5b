import type { Database } from "../client/client.ts";
import { WRITTEN_BY } from "../packing/dictionaries.ts";
import { dictionariesFor } from "../packing/known.ts";
import { pack, unpack } from "../packing/pack.ts";
import type { orderPayloads } from "../schema/order.ts";
import type { OrderPayload } from "./types.ts";

type Row = typeof orderPayloads.$inferSelect;
type Content = Pick<Row, "posOrder" | "priced" | "usedVersions">;

/** The columns of what an order was made of: one that is packed, or three that the release before reads too. */
export function payloadColumns(db: Database, content: Content): Content & Pick<Row, "packed"> {
  if (!db.packsOrders) return { ...content, packed: null };
  const { posOrder, priced, usedVersions } = content;
  const packed = pack(WRITTEN_BY.order, [posOrder ?? null, priced ?? null, usedVersions ?? null]);
  return { posOrder: null, priced: null, usedVersions: null, packed };
}

/** A row as it was written, whichever way. Of one that is damaged nothing is read, so that nothing is guessed at. */
export async function readPayload(db: Database, row: Row): Promise<OrderPayload> {
  const { packed, ...columns } = row;
  if (packed === null) return columns;
  const dictionaries = await dictionariesFor(db, [row]);
  try {
    const [posOrder, priced, usedVersions]: [unknown, unknown, unknown] = unpack(packed, dictionaries);
    return { ...columns, posOrder, priced, usedVersions };
  } catch {
    return columns;
  }
}
