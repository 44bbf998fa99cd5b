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
  /** Last four digits of a card number; never more of it. */
  | "last_four"
  /** Date and time with zone, kept as text. */
  | "instant"
  /** Decimal major units, 0 or more, below what any currency allows. */
  | "money"
  /** Integer from 1 to 9,999, as POSs take it. */
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
  readonly required?: boolean;
  /** Text length, array length, or upper bound of a number. */
  readonly max?: number;
  readonly min?: number;
  readonly also?: readonly string[];
  /** An optional text or number that no order is refused for: a number is taken for a text, and what is neither for none. */
  readonly isCosmetic?: boolean;
  /** An optional text that money or food hangs on: two spellings that say different things are refused. */
  readonly isDecisive?: boolean;
  /** A list whose entries may say nothing, or that there is none of what they name: these are passed over. */
  readonly isSparse?: boolean;
  readonly of?: () => WireTable;
}

/** The rows of one kind of object, in the order in which they are written. */
export type WireTable = readonly WireRow[];

/** A row that the compiler knows: its field, type, whether it is required, and the table of a list. */
export interface Row<F extends string, T extends WireType, R extends boolean, O extends WireTable>
  extends WireRow {
  readonly field: F;
  readonly type: T;
  readonly required?: R;
  readonly of?: () => O;
}

interface RowOptions<R extends boolean, O extends WireTable>
  extends Pick<WireRow, "max" | "min" | "also" | "isCosmetic" | "isDecisive" | "isSparse"> {
  readonly required?: R;
  readonly of?: () => O;
}

/** Writes one row in one line: our name, the wire's name, type, mark, PAR's page. */
export function row<
  const F extends string,
  T extends WireType,
  R extends boolean = false,
  O extends WireTable = never,
>(
  field: F,
  at: string,
  type: T,
  mark: WireRow["mark"],
  source: string,
  more: RowOptions<R, O> = {},
): Row<F, T, R, O> {
  return { field, at, type, mark, source, ...more };
}
