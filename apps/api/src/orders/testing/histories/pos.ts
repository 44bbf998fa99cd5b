import type {
  AdapterClass,
  CallControl,
  LookUpOutcome,
  PlaceOutcome,
  PosAdapter,
  PosCall,
  PosOrder,
  VoidOutcome,
} from "../../../pos/adapter.ts";
import { CLASS_PROMISES } from "../../../pos/adapter.ts";

/** A POS that does exactly what its class promises, and a network that the history controls. */

/** A try that has not left by then is not sent; a sent try without an answer by then is in doubt. */
export const DEADLINE_MS = 10_000;
/** No request is on its way or in progress for longer. Less than the quiet period minus the deadline. */
const FLIGHT_MS = 30_000;
export const QUIET_MS = 45_000;

/** A call that the POS answered with this status. */
const answered = (status: number): PosCall => ({
  method: "POST",
  path: "/",
  status,
  requestBody: "",
  responseBody: "",
  durationMs: 0,
  startedAt: new Date(0),
});

export interface JournalEntry {
  order: PosOrder;
  posOrderId: string;
  isVoided: boolean;
}

/** What happens to a call at its next step; if that does not fit the step, the simplest outcome that fits. */
export type Fate = "pass" | "lose" | "refuse" | "decline";

interface Call {
  process: number;
  kind: "place" | "look_up" | "void";
  reference: string;
  phase: "written" | "flying" | "answering";
  /** After this, no byte is sent and the wait for an answer ends. */
  deadlineAt: number;
  sentAt: number;
  /** Has its effect at the POS; the returned function delivers the answer. */
  arrive(fate: Fate): () => void;
  /** Ends the wait without an answer. */
  giveUp(isSent: boolean): void;
  answer: () => void;
  isHeard: boolean;
}

export interface PosFaults {
  /** The adapter claims another class than the POS keeps. */
  claims?: AdapterClass;
  /** What the adapter reports for a try that ended in doubt. */
  inDoubt?: PlaceOutcome;
  /** Bytes are sent even after the deadline. */
  sendsLate?: boolean;
}

export type HistoryPos = ReturnType<typeof createHistoryPos>;

export function createHistoryPos(args: {
  adapterClass: AdapterClass;
  canVoid: boolean;
  faults: PosFaults;
  /** Whether it answers this order with a fault whenever it comes, and makes nothing of it. */
  isPoisoned?: (order: PosOrder) => boolean;
  now(): number;
}) {
  const { adapterClass, canVoid, faults, isPoisoned = () => false, now } = args;
  const promises = CLASS_PROMISES[adapterClass];
  const isKnown = promises.dedupes || promises.refusesDuplicates;
  const journal: JournalEntry[] = [];
  const gone = new Set<string>();
  let calls: Call[] = [];

  const live = (reference: string) =>
    journal.find((entry) => entry.order.reference === reference && !entry.isVoided);
  const unknown = (reason: string) => ({ kind: "unknown" as const, reason, retryAfterMs: null, call: null });

  function take(order: PosOrder, fate: Fate): PlaceOutcome {
    const { reference } = order;
    if (isPoisoned(order)) return { ...unknown("answer_not_understood"), call: answered(500) };
    const known = live(reference);
    if (gone.has(reference)) return { kind: "refused", issues: [], call: answered(200) };
    if (known !== undefined && promises.dedupes)
      return { kind: "placed", posOrderId: known.posOrderId, readyAt: null, call: answered(200) };
    if (known !== undefined && isKnown)
      return { kind: "duplicate", reason: "duplicate", call: answered(200) };
    if (fate === "decline") return { kind: "not_placed", reason: "declined", call: answered(200) };
    if (fate === "refuse") {
      if (isKnown) gone.add(reference);
      return {
        kind: "refused",
        issues: [{ code: "item_unavailable", message: "Gone" }],
        call: answered(200),
      };
    }
    const posOrderId = `POS-${journal.length + 1}`;
    journal.push({ order, posOrderId, isVoided: false });
    return { kind: "placed", posOrderId, readyAt: null, call: answered(200) };
  }

  function takeBack(reference: string): VoidOutcome {
    const known = live(reference);
    if (known === undefined && !gone.has(reference)) return { kind: "absent", call: answered(200) };
    if (known !== undefined) known.isVoided = true;
    gone.add(reference);
    return { kind: "voided", call: answered(200) };
  }

  function called<T>(
    call: Pick<Call, "process" | "kind" | "reference"> & { ctl: CallControl },
    work: (fate: Fate) => T,
    lost: (isSent: boolean) => T,
  ): Promise<T> {
    return new Promise((resolve) => {
      const { ctl, ...named } = call;
      calls.push({
        ...named,
        phase: "written",
        deadlineAt: now() + ctl.deadlineMs - performance.now(),
        sentAt: Number.POSITIVE_INFINITY,
        arrive: (fate) => {
          const outcome = work(fate);
          return () => resolve(outcome);
        },
        giveUp: (isSent) => resolve(lost(isSent)),
        answer: () => {},
        isHeard: true,
      });
    });
  }

  function end(call: Call, isSent: boolean): void {
    if (call.isHeard) call.giveUp(isSent);
    call.isHeard = false;
    if (call.phase !== "flying") calls = calls.filter((other) => other !== call);
  }

  function drop(call: Call): void {
    calls = calls.filter((other) => other !== call);
    if (call.isHeard) call.giveUp(true);
  }

  return {
    journal,
    live,

    adapterFor: (process: number): PosAdapter => ({
      kind: "history",
      adapterClass: faults.claims ?? adapterClass,
      canVoid,
      quietPeriodMs: QUIET_MS,
      place: (order, ctl) =>
        called<PlaceOutcome>(
          { process, kind: "place", reference: order.reference, ctl },
          (fate) => take(order, fate),
          (isSent) =>
            isSent
              ? (faults.inDoubt ?? unknown("deadline"))
              : { kind: "not_sent", reason: "deadline", call: null },
        ),
      lookUp: (reference, ctl) =>
        called<LookUpOutcome>(
          { process, kind: "look_up", reference, ctl },
          () => {
            const known = live(reference);
            return known === undefined
              ? { kind: "absent", call: answered(404) }
              : { kind: "found", posOrderId: known.posOrderId, readyAt: null, call: answered(200) };
          },
          () => unknown("deadline"),
        ),
      voidOrder: (reference, ctl) =>
        called<VoidOutcome>(
          { process, kind: "void", reference, ctl },
          () => takeBack(reference),
          () => unknown("deadline"),
        ),
      check: async () => ({ kind: "accepted", call: answered(200) }),
      fetchMenu: async () => ({ kind: "failed", reason: "none" }),
    }),

    /** Moves one call one step further: sent, at the POS, answered. False if no call can move. */
    step(index: number, fate: Fate, isStopped: (process: number) => boolean): boolean {
      const able = calls.filter((call) => call.phase === "flying" || !isStopped(call.process));
      const call = able[index % Math.max(1, able.length)];
      if (call === undefined) return false;
      if (call.phase === "written") {
        const isLate = now() >= call.deadlineAt && !(faults.sendsLate && call.kind === "place");
        if (isLate || fate === "lose") end(call, false);
        else {
          call.phase = "flying";
          call.sentAt = now();
        }
      } else if (fate === "lose") {
        drop(call);
      } else if (call.phase === "flying") {
        call.answer = call.arrive(fate);
        if (call.isHeard) call.phase = "answering";
        else drop(call);
      } else {
        call.isHeard = false;
        call.answer();
        drop(call);
      }
      return true;
    },

    /** Deadlines pass, and requests that were on their way for too long never arrive. */
    expire(isStopped: (process: number) => boolean): void {
      for (const call of [...calls]) {
        const isOver = now() >= call.deadlineAt && !isStopped(call.process);
        const keeps = faults.sendsLate && call.phase === "written" && call.kind === "place";
        if (isOver && !keeps) end(call, call.phase !== "written");
        if (call.phase === "flying" && now() - call.sentAt >= FLIGHT_MS) {
          call.phase = "answering";
          if (!call.isHeard) drop(call);
        }
      }
    },

    /** The process is gone: its unsent calls are never sent, and answers to the others are lost. */
    forget(process: number): void {
      for (const call of calls.filter((other) => other.process === process)) call.isHeard = false;
      calls = calls.filter((call) => call.process !== process || call.phase === "flying");
    },
  };
}
