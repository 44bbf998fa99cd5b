import { between } from "@parley/par-contract";
import type { Desk, Draft, Wire, Wish } from "./desk.ts";
import { type Expected, TAKEN } from "./expected.ts";

/** One way in which what real callers send differs from the worked example. */
export interface Shape {
  readonly name: string;
  /** How often it comes among the others. */
  readonly weight: number;
  play(desk: Desk): Promise<void>;
}

/** How a shape writes its orders. */
interface Writing {
  readonly weight?: number;
  /** How the draft is begun; null where no store has what it takes. */
  readonly begin?: (desk: Desk) => Wish | null;
  /** Changes the draft, and says how it goes over the wire. */
  readonly write?: (draft: Draft, desk: Desk) => Wire | undefined;
  readonly expected?: Expected;
  readonly isDoubtful?: boolean;
}

/**
 * Orders that are placed, however they are written. One of four is validated first: what validate lets pass,
 * submit must not refuse.
 */
export function taken(name: string, writing: Writing): Shape {
  const { weight = 2, begin = () => ({}), write = () => undefined, expected = TAKEN } = writing;
  return {
    name,
    weight,
    async play(desk) {
      const wish = begin(desk);
      const draft = desk.draft(wish ?? {});
      const wire = wish === null ? undefined : write(draft, desk);
      const sending = desk.write(draft, wire, writing.isDoubtful);
      if (desk.random() < 0.25) await desk.validate(sending);
      await desk.submit(sending, expected);
    },
  };
}

/** Orders that are refused at once, and of which no kitchen hears. */
export function turnedDown(name: string, expected: Expected, writing: Omit<Writing, "expected">): Shape {
  const { weight = 1, begin = () => ({}), write = () => undefined } = writing;
  return {
    name,
    weight,
    async play(desk) {
      const wish = begin(desk);
      if (wish === null) return;
      const draft = desk.draft(wish);
      await desk.submit(desk.write(draft, write(draft, desk)), expected);
    },
  };
}

/** A number that no other order of this minute has, below what doubles count exactly. */
export function freshNumber(desk: Desk): number {
  return desk.now().getTime() * 1_000 + between(desk.random, 0, 999);
}
