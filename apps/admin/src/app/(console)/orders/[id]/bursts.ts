/** What the waterfall needs of an exchange. Times are ISO 8601, spans milliseconds. */
export interface Call {
  id: string;
  direction: "IN" | "OUT";
  at: string;
  durationMs: number;
  /** The HTTP status; null where no answer came. */
  status: number | null;
  stages: readonly { name: string; ms: number; ok: boolean }[];
}

/** One bar: a call, or a stage of a call. `startMs` counts from the start of its burst. */
export interface Span<C extends Call> {
  key: string;
  call: C;
  /** Null for the call itself. */
  stage: string | null;
  startMs: number;
  durationMs: number;
  /** `failed` only where the call's answer was an error; `unanswered` where nobody knows. */
  outcome: "fine" | "failed" | "unanswered";
  depth: 0 | 1 | 2;
}

/** Calls that belong together in time, on one scale. */
export interface Burst<C extends Call> {
  startedAt: string;
  lengthMs: number;
  /** The quiet before it; null for the first. */
  quietMs: number | null;
  spans: Span<C>[];
}

const quietMsMin = 1000;

/**
 * Cuts an order's calls into bursts. A submit takes milliseconds and a poll comes minutes later: on one scale the
 * submit would be a hair. So a quiet second starts a burst of its own, and the quiet is said in words between them.
 * A call to the POS is placed under the stage during which it began.
 */
export function toBursts<C extends Call>(calls: readonly C[]): Burst<C>[] {
  const sorted = [...calls].sort(
    (a, b) => start(a) - start(b) || Number(a.direction === "OUT") - Number(b.direction === "OUT"),
  );
  const groups: C[][] = [];
  let endedAt = Number.NEGATIVE_INFINITY;
  for (const call of sorted) {
    const current = groups.at(-1);
    if (current === undefined || start(call) - endedAt >= quietMsMin) groups.push([call]);
    else current.push(call);
    endedAt = Math.max(endedAt, end(call));
  }
  let quietSince: number | null = null;
  return groups.map((group) => {
    const from = Math.min(...group.map(start));
    const to = Math.max(...group.map(end));
    const burst = {
      startedAt: new Date(from).toISOString(),
      lengthMs: to - from,
      quietMs: quietSince === null ? null : from - quietSince,
      spans: toSpans(group, from),
    };
    quietSince = to;
    return burst;
  });
}

function toSpans<C extends Call>(group: readonly C[], from: number): Span<C>[] {
  const placed = new Set<C>();
  const spans: Span<C>[] = [];

  function push(call: C, depth: 0 | 2) {
    placed.add(call);
    spans.push({
      key: call.id,
      call,
      stage: null,
      startMs: start(call) - from,
      durationMs: call.durationMs,
      outcome: outcomeOf(call),
      depth,
    });
  }

  for (const call of group) {
    if (placed.has(call)) continue;
    push(call, 0);
    let at = start(call);
    // A single stage is the call itself under another name.
    const stages = call.stages.length > 1 ? call.stages : [];
    for (const [index, stage] of stages.entries()) {
      spans.push({
        key: `${call.id} ${index}`,
        call,
        stage: stage.name,
        startMs: at - from,
        durationMs: stage.ms,
        outcome: stage.ok ? "fine" : outcomeOf(call),
        depth: 1,
      });
      at += stage.ms;
      if (call.direction === "OUT") continue;
      for (const other of group) {
        if (
          other.direction === "OUT" &&
          !placed.has(other) &&
          start(other) >= start(call) &&
          start(other) < at
        )
          push(other, 2);
      }
    }
  }
  return spans;
}

function outcomeOf({ status }: Call): "fine" | "failed" | "unanswered" {
  if (status === null) return "unanswered";
  return status < 400 ? "fine" : "failed";
}

function start(call: Call): number {
  return Date.parse(call.at);
}

function end(call: Call): number {
  return start(call) + call.durationMs;
}
