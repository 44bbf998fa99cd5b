import type { WireRow, WireTable } from "./row.ts";

/**
 * What a table's rows make of one object, as types. A field is named by the last part of its row's `field`; the
 * parts before it are the groups that it sits in, whatever its place on the wire.
 */

/** What a value of each type is after reading. Money is in hundredths, ids are texts, dates are kept as text. */
interface Scalars {
  id: string;
  order_number: string;
  ref: string;
  text: string;
  last_four: string;
  instant: string;
  currency: string;
  money: number;
  quantity: number;
  count: number;
  number: number;
  flag: boolean;
  scalar: string | number | boolean;
  texts: readonly string[];
  refs: readonly string[];
  integers: readonly number[];
}

/** The field's own name when it sits directly in the group (a prefix with a final dot, or empty), else never. */
type NameIn<F extends string, G extends string> = F extends `${G}${infer N}`
  ? N extends `${string}.${string}`
    ? never
    : N
  : never;

type RecordIn<R extends WireRow, G extends string> = {
  readonly [K in R as NameIn<K["field"], G>]: IsRequired<K> extends true ? Value<K, R> : Value<K, R> | null;
};

type IsRequired<K extends WireRow> = [NonNullable<K["required"]>] extends [true] ? true : false;

type Value<K extends WireRow, R extends WireRow> = K["type"] extends "object"
  ? RecordIn<R, `${K["field"]}.`>
  : K["type"] extends "list"
    ? readonly RecordOf<ListTable<K>>[]
    : K["type"] extends keyof Scalars
      ? Scalars[K["type"]]
      : never;

type ListTable<K extends WireRow> = K extends { readonly of?: () => infer O extends WireTable } ? O : never;

/** One object as its table promises it: required fields are there, others are null when absent. */
export type RecordOf<T extends WireTable> = string extends T[number]["field"]
  ? Readonly<Record<string, unknown>>
  : RecordIn<T[number], "">;

/** The same while issues may have been found: anything may be null, an entry of a list too. */
export type Draft<V> = V extends readonly (infer E)[]
  ? readonly (Draft<E> | null)[]
  : V extends object
    ? { readonly [K in keyof V]: Draft<V[K]> | null }
    : V;

/** What may be written: by full field names, amounts in major units; undefined is left out, null is written. */
export type InputOf<T extends WireTable> = string extends T[number]["field"]
  ? Readonly<Record<string, unknown>>
  : {
      readonly [K in T[number] as IsRequired<K> extends true ? Written<K> : never]: InputValue<K>;
    } & {
      readonly [K in T[number] as IsRequired<K> extends true ? never : Written<K>]?:
        | InputValue<K>
        | null
        | undefined;
    };

/** A group is written as soon as one of its fields is. */
type Written<K extends WireRow> = K["type"] extends "object" ? never : K["field"];

type InputValue<K extends WireRow> = K["type"] extends "list"
  ? readonly InputOf<ListTable<K>>[]
  : K["type"] extends keyof Scalars
    ? Scalars[K["type"]]
    : never;
