/** What one field holds after reading: money is in cents, ids are texts, absent and null are null. */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | readonly (string | number)[]
  | readonly WireRecord[];

/** One object read by a table. Accessors take our field names; a field of another type reads as null. */
export class WireRecord {
  readonly #values: readonly WireValue[];
  readonly #slots: ReadonlyMap<string, number>;
  /** Path of the object in the body, with a final dot; empty at the root. */
  readonly at: string;

  constructor(values: readonly WireValue[], slots: ReadonlyMap<string, number>, at: string) {
    this.#values = values;
    this.#slots = slots;
    this.at = at;
  }

  value(field: string): WireValue {
    const slot = this.#slots.get(field);
    if (slot === undefined) throw new Error(`no wire row for ${field}`);
    return this.#values[slot] ?? null;
  }

  text(field: string): string | null {
    const value = this.value(field);
    return typeof value === "string" ? value : null;
  }

  number(field: string): number | null {
    const value = this.value(field);
    return typeof value === "number" ? value : null;
  }

  flag(field: string): boolean | null {
    const value = this.value(field);
    return typeof value === "boolean" ? value : null;
  }

  scalar(field: string): string | number | boolean | null {
    const value = this.value(field);
    return typeof value === "object" ? null : value;
  }

  texts(field: string): string[] {
    return this.#list(field).filter((value) => typeof value === "string");
  }

  numbers(field: string): number[] {
    return this.#list(field).filter((value) => typeof value === "number");
  }

  records(field: string): WireRecord[] {
    return this.#list(field).filter((value) => value instanceof WireRecord);
  }

  #list(field: string): readonly (string | number | WireRecord)[] {
    const value = this.value(field);
    return Array.isArray(value) ? value : [];
  }
}
