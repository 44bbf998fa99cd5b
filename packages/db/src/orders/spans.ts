// How search finds the newest of many in an index that is not by time: it has the spans of time of each order as well
// (`search_spans` of the database), so what is looked for is looked for span by span, the newest first.

/** Seconds of the shortest spans, as a power of two; those of each next size are four times as long. */
const SHORTEST_BITS = 12;
const SIZES = 6;
const SHORTEST_MS = 1000 * 2 ** SHORTEST_BITS;

/** From one moment to another, both included. */
export interface TimeRange {
  from: Date;
  until: Date;
}

/** Spans of time beside each other, none of which overlap. */
export interface Spans {
  direction: "older" | "newer";
  /** Elements of `search_spans`: in one step are neighbours of one size, and each step lies beyond the one before. */
  steps: number[][];
  /** The time that they cover, without the moment at its end. */
  from: Date;
  until: Date;
  /** Whether that is all the time that is asked for. */
  isAll: boolean;
  /** Whether orders lie before the start: a clock was wrong when they came. */
  hasAhead?: boolean;
}

/**
 * The spans of a time, from its newest moment on back, or from its oldest on. A step has eight spans at most, and all
 * together reach from hours to half a year and more: what is frequent is found in the first of them.
 * @param sizes fewer than all reach over days only; where a step is dear, what lies beyond is read at once
 */
export function spansOf(asked: TimeRange, direction: Spans["direction"], sizes = SIZES): Spans {
  const isOlder = direction === "older";
  const sign = isOlder ? -1 : 1;
  const start = (isOlder ? asked.until : asked.from).getTime();
  const steps: number[][] = [];
  let next = Math.floor(start / SHORTEST_MS);
  const covered = { from: next * SHORTEST_MS, until: (next + 1) * SHORTEST_MS };
  const isAll = () => covered.from <= asked.from.getTime() && asked.until.getTime() < covered.until;
  for (let size = 0; size < sizes && !(size > 0 && isAll()); size += 1) {
    const unit = SHORTEST_MS * 4 ** size;
    // To the end of the longer span beyond the one that the start lies in: so one of these is looked through at least.
    const longer = Math.floor(start / unit / 4) + sign;
    const last = longer * 4 + (isOlder ? 0 : 3);
    const step: number[] = [];
    for (let span = next; span * sign <= last * sign; span += sign) step.push(span * 8 + size);
    // What very many have is found in the first hour or two.
    if (size === 0) steps.push(step.splice(0, 2));
    steps.push(step);
    if (isOlder) covered.from = last * unit;
    else covered.until = (last + 1) * unit;
    next = longer + sign;
  }
  return { direction, steps, from: new Date(covered.from), until: new Date(covered.until), isAll: isAll() };
}
