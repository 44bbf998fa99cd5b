import type { DigestFields, Drift, OperationName } from "@parley/par-contract";
import type { Caller } from "./caller.ts";

/** What the stages learn of a call on the way; whatever was learned when it ended is recorded. */
export interface Learned {
  readonly operation: OperationName | null;
  readonly caller: Caller | null;
  /** The bytes of the body; empty until they were read. */
  readonly bytes: Buffer;
  readonly fields: DigestFields | null;
  readonly organizationId: string | null;
  readonly stringSigned: string | null;
  /** Which form of each guess about PAR's contract this call showed. */
  readonly seen: Readonly<Record<string, string>>;
  /** Null where PAR's fields are the ones that we know. */
  readonly drift: Readonly<Drift> | null;
}

/** Collects what is learned of one call. What was given out does not change any more. */
export interface Notes {
  /** Adds what a stage found out; `seen` is added to what was seen before. */
  note(part: Partial<Learned>): void;
  /** What is known by now. */
  soFar(): Learned;
}

export function createNotes(): Notes {
  let learned: Learned = {
    operation: null,
    caller: null,
    bytes: Buffer.alloc(0),
    fields: null,
    organizationId: null,
    stringSigned: null,
    seen: {},
    drift: null,
  };

  return {
    note(part) {
      learned = { ...learned, ...part, seen: { ...learned.seen, ...part.seen } };
    },
    soFar: () => learned,
  };
}
