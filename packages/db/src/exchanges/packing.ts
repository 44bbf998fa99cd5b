import { DICTIONARIES, WRITTEN_BY } from "../packing/dictionaries.ts";
import { pack, unpack } from "../packing/pack.ts";
import type { exchangeBodies } from "../schema/exchange.ts";

// The bodies of a call in one stream: an answer says again most of what its request said, and a dictionary has what
// all of them say.

type Row = typeof exchangeBodies.$inferSelect;

/** The bodies of a call, as they are written and read. */
export type Bodies = Omit<Row, "exchangeId" | "packed">;

export type ExchangeBody = Bodies & Pick<Row, "exchangeId">;

/** What a row holds of the bodies; the columns that are not named are null. */
export type PackedBodies = Required<Pick<Row, "requestHeaders" | "packed">>;

type Packed = [
  requestHeaders: unknown,
  requestBody: string | null,
  responseHeaders: unknown,
  responseBody: string | null,
  stringSigned: string | null,
  note: unknown,
];

const DIGEST = "x-pch-digest";
const STORABLE = /^[\x20-\x7e]*$/;

/** Packs the bodies of a call. The digest stays in its column, where search has its index. */
export function packBodies(direction: "in" | "out", bodies: Bodies): PackedBodies {
  const { digest, rest } = withoutDigest(bodies.requestHeaders);
  const value = [
    rest ?? null,
    bodies.requestBody,
    bodies.responseHeaders ?? null,
    bodies.responseBody,
    bodies.stringSigned,
    bodies.note ?? null,
  ];
  return {
    requestHeaders: digest === null ? null : { [DIGEST]: digest },
    packed: pack(WRITTEN_BY[direction], value),
  };
}

/**
 * A row's bodies: those that were packed, or its columns, as releases before wrote them.
 * Throws RangeError where its dictionary is not among these, and what zlib throws where the bytes are damaged.
 */
export function unpackBodies(row: Omit<Row, "exchangeId">, dictionaries = DICTIONARIES): Bodies {
  const { packed, ...columns } = row;
  if (packed === null) return columns;
  const [headers, requestBody, responseHeaders, responseBody, stringSigned, note]: Packed = unpack(
    packed,
    dictionaries,
  );
  const requestHeaders = isObject(columns.requestHeaders)
    ? { ...(isObject(headers) ? headers : {}), ...columns.requestHeaders }
    : headers;
  return { requestHeaders, requestBody, responseHeaders, responseBody, stringSigned, note };
}

/** The digest apart, where a column can hold it just as it came; hex does not pack. */
function withoutDigest(headers: unknown): { digest: string | null; rest: unknown } {
  if (!isObject(headers)) return { digest: null, rest: headers };
  const { [DIGEST]: digest, ...rest } = headers;
  if (typeof digest === "string" && STORABLE.test(digest)) return { digest, rest };
  return { digest: null, rest: headers };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
