/** How a value looks on the wire, and what is refused. */
export type WireType =
  /** PAR id: see `idProblem`; a safe integer is taken as its decimal text. */
  | "id"
  /** PAR's order number: an id that is not `0`, which null signs as. */
  | "order_number"
  /** Reference to a menu node or line: see `refProblem`. */
  | "ref"
  /** Text of at most `max` UTF-16 units. */
  | "text"
  /** Date and time with zone, kept as text. */
  | "instant"
  /** Decimal major units, 0 or more, below 10,000,000.00. */
  | "money"
  /** Integer from 1 to 999. */
  | "quantity"
  /** Integer from 0 to 1,000,000. */
  | "count"
  /** Number from `min` to `max` (0 to 100 unless told). */
  | "number"
  | "flag"
  /** ISO 4217 code. */
  | "currency"
  /** Any JSON scalar. */
  | "scalar"
  /** Arrays of texts, references or small integers. */
  | "texts"
  | "refs"
  | "integers"
  | "object"
  /** Array of objects read by the table `of`. */
  | "list";

/** One wire name. */
export interface WireRow {
  readonly field: string;
  readonly at: string;
  readonly type: WireType;
  readonly mark: "D" | "I" | "P";
  readonly source: string;
  /** Missing or null is `missing_field`; an empty or blank text `invalid_field`. */
  readonly required?: true;
  /** Text length, array length, or upper bound of a number. */
  readonly max?: number;
  readonly min?: number;
  readonly also?: readonly string[];
  readonly of?: () => WireTable;
}

/** The rows of one kind of object, in the order in which they are written. */
export type WireTable = readonly WireRow[];

/** Writes one row in one line: our name, the wire's name, type, mark, PAR's page. */
export function row(
  field: string,
  at: string,
  type: WireType,
  mark: WireRow["mark"],
  source: string,
  more: Pick<WireRow, "required" | "max" | "min" | "also" | "of"> = {},
): WireRow {
  return { field, at, type, mark, source, ...more };
}
