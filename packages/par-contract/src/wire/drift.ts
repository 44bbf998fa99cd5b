import type { Manner } from "./lenient.ts";
import type { Plan, ShapeEntry } from "./shape.ts";

/** Where a body differs from what our wire table says that PAR sends. */
export interface Drift {
  /** Fields that no row knows. */
  readonly unknown: readonly string[];
  /** Fields that a row knows and no object of the body had. */
  readonly missing: readonly string[];
  /** Fields that were read leniently, each with the manner: `order_details.notes (empty text)`. */
  readonly lenient: readonly string[];
}

/** Which entries of a table were asked for (1) and which were there (2), over all objects of one path. */
export interface Presence {
  readonly plan: Plan;
  /** Path of these objects, without numbers and with a final dot: `order_details.items[].` */
  readonly prefix: string;
  readonly marks: Uint8Array;
  /** By slot: the lists within. */
  readonly lists: (Presence | undefined)[];
}

const MAX_UNKNOWN = 50;
const MAX_LENIENT = 50;

/** Collects the drift of one body while it is read. */
export class DriftNotes {
  readonly #unknown = new Set<string>();
  readonly #lenient = new Set<string>();
  readonly #presences: Presence[] = [];

  presence(plan: Plan, prefix: string): Presence {
    const presence = { plan, prefix, marks: new Uint8Array(plan.entries.length), lists: [] };
    this.#presences.push(presence);
    return presence;
  }

  /** The presence of a list's objects within those of another; one for all lists of that path. */
  within(around: Presence, list: ShapeEntry): Presence {
    const known = around.lists[list.slot];
    if (known !== undefined) return known;
    const plan = list.items?.() ?? around.plan;
    const within = this.presence(plan, `${around.prefix}${list.path}[].`);
    around.lists[list.slot] = within;
    return within;
  }

  unknown(path: string): void {
    if (this.#unknown.size < MAX_UNKNOWN) this.#unknown.add(path);
  }

  lenient(path: string, manner: Manner): void {
    if (this.#lenient.size < MAX_LENIENT) this.#lenient.add(`${path} (${manner})`);
  }

  soFar(): Drift {
    const missing: string[] = [];
    for (const { plan, prefix, marks } of this.#presences) {
      for (const entry of plan.entries) if (marks[entry.slot] === 1) missing.push(prefix + entry.path);
    }
    return { unknown: [...this.#unknown], missing, lenient: [...this.#lenient] };
  }
}
