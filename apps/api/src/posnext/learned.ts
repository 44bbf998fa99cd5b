import type { DigestFields, Drift, OperationName } from "@parley/par-contract";
import type { StoreRef } from "../orders/room.ts";
import type { Caller } from "./caller.ts";

/** What the stages learn about a call; all that is known when the call ends is recorded. */
export interface Learned {
  readonly operation: OperationName | null;
  readonly caller: Caller | null;
  /** Whose SharedId signed a token that was refused all the same, one that has expired say. */
  readonly signerConnectionId: string | null;
  /** The store that a test call was meant for; null for PAR's own calls. */
  readonly testStore: StoreRef | null;
  /** The bytes of the body; empty until they are read. */
  readonly bytes: Buffer;
  readonly fields: DigestFields | null;
  readonly organizationId: string | null;
  readonly stringSigned: string | null;
  /** Which form of each guess about PAR's contract this call showed. */
  readonly seen: Readonly<Record<string, string>>;
  /** Null where we know all of PAR's fields. */
  readonly drift: Readonly<Drift> | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Collects what is learned about one call. An object that it returned never changes afterwards. */
export interface Notes {
  /** Adds what a stage found out; `seen` is merged with the earlier `seen`. */
  note(part: Partial<Learned>): void;
  /** What is known by now. */
  soFar(): Learned;
}

const NO_BYTES = Buffer.alloc(0);

export function createNotes(): Notes {
  let learned: Mutable<Learned> = {
    operation: null,
    caller: null,
    signerConnectionId: null,
    testStore: null,
    bytes: NO_BYTES,
    fields: null,
    organizationId: null,
    stringSigned: null,
    seen: {},
    drift: null,
  };

  // Whether somebody has the object, which must then be left as it is.
  let isShown = false;

  return {
    note(part) {
      const seen = part.seen === undefined ? learned.seen : { ...learned.seen, ...part.seen };
      learned = Object.assign(isShown ? { ...learned } : learned, part);
      learned.seen = seen;
      isShown = false;
    },
    soFar() {
      isShown = true;
      return learned;
    },
  };
}
