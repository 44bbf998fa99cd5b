/** Streams that one operator may have open, such as tabs that are looked at, and all of one process. */
const PER_OPERATOR = 10;
const PER_PROCESS = 200;

export type PlaceRefusal = "operator_full" | "process_full";

/** Who has how many streams open. A place that was taken is given back by calling what `take` gave. */
export interface StreamPlaces {
  take(operatorId: string): (() => void) | PlaceRefusal;
}

export function createStreamPlaces(): StreamPlaces {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(operatorId) {
      const own = taken.get(operatorId) ?? 0;
      if (own >= PER_OPERATOR) return "operator_full";
      if (all >= PER_PROCESS) return "process_full";
      taken.set(operatorId, own + 1);
      all += 1;
      let isGiven = false;
      return () => {
        if (isGiven) return;
        isGiven = true;
        all -= 1;
        const left = (taken.get(operatorId) ?? 1) - 1;
        if (left === 0) taken.delete(operatorId);
        else taken.set(operatorId, left);
      };
    },
  };
}
