import type { Scope } from "@parley/db";
import {
  type Actor,
  findOrder,
  findPosOrderHolder,
  type Order,
  PosOrderTakenError,
  releasePosOrder,
  settleDispute,
} from "@parley/db/orders";
import { TEXT_MAX } from "@parley/limits";
import { type Issue, refProblem } from "@parley/par-contract";
import { shortCodeOf } from "../../pos/short-code.ts";
import { maskCards } from "../../redact.ts";
import type { FindStoreOf } from "../../stores/order-pos.ts";
import type { Store } from "../../stores/store.ts";
import type { DispatchDeps } from "../dispatch/attempt.ts";
import type { Moves } from "../dispatch/move.ts";
import type { OrderState } from "../lifecycle.ts";
import { UnreadablePayloadError } from "../payload.ts";
import { createTryNow } from "./next-try.ts";
import { mayBeTakenBack, type PossibleAct, possibleActs } from "./possible-acts.ts";
import { quietFromOf } from "./quiet.ts";

/**
 * What a person may do about an order that the gateway cannot settle. The ledger guards each act:
 * it takes effect only on an order that still waits, and only once, whoever else acts.
 */
export interface OrderActs {
  /** What a person may do about the order as it stands, what each act would do, and from when on. */
  possible(order: Order): Promise<PossibleAct[]>;
  /** Takes the next step of an order that waits for its turn now. No attempt is made but by the dispatcher's rules. */
  tryNow(args: ActArgs): Promise<ActResult>;
  /**
   * The person found the order at the POS, under this id, also while the gateway itself still looks for it. PAR's next
   * poll gets `placed`.
   */
  confirmPlaced(args: FoundArgs): Promise<ActResult>;
  /** The person looked and the POS has no such order. PAR gets `errored` and may refund. */
  confirmAbsent(args: SeenArgs): Promise<ActResult>;
  /** Sends the order again. At a POS that does not know our reference again this may cook it twice. */
  resendNow(args: SeenArgs): Promise<ActResult>;
  /**
   * The moment from which no request for the order can still reach its POS; null where it has passed. Until
   * then an order that a person did not find may still arrive. So it cannot be called absent yet, nor sent
   * again to a POS that would make it twice.
   */
  quietFrom(order: Order): Promise<Date | null>;
  /** The person has looked after a final order that its POS contradicts. PAR's answer stays as it is. */
  settleDispute(args: ActArgs): Promise<DisputeResult>;
}

export interface ActArgs {
  orderId: string;
  /** The person; kept with the order's events. */
  actor: Actor;
  /** What the operator may see: an order out of scope does not exist. */
  scope: Scope;
  /** As the person wrote it; blank is none. */
  note: string | null;
}

export interface FoundArgs extends ActArgs {
  posOrderId: string;
  /**
   * The ticket names this order, so another order's claim to it is wrong: that order loses the claim and is
   * disputed, while PAR keeps its answer about it. By default such a ticket is refused.
   */
  overrules?: boolean;
}

export interface SeenArgs extends ActArgs {
  /** How many tries the order had when the person looked at the POS: a later one makes the look worthless. */
  attempt: number;
}

/** The words by which a person finds the order at a POS of class D, where they begin its notes. */
export function ticketMarkOf({ posReference }: Pick<Order, "posReference">): string {
  return `Parley ${shortCodeOf(posReference)}`;
}

/** Characters of a note, at most. */
export const NOTE_MAX = TEXT_MAX.note;

export type ActResult =
  | { kind: "done"; order: Order }
  | { kind: "not_found" }
  /** It does not wait (any more). */
  | { kind: "not_waiting"; state: OrderState }
  /** It is being sent, asked for or taken back at this moment. */
  | { kind: "under_way" }
  /** Something that was sent may still reach the POS: the person must look again from `from` on. */
  | { kind: "too_early"; from: Date }
  /** It was sent again since the person looked; it has had so many tries now. */
  | { kind: "sent_again"; attempt: number }
  /** Another order of ours claims this POS order; null where it is out of scope and cannot be overruled. */
  | { kind: "pos_order_taken"; posOrderId: string; holder: Order | null }
  /** What is stored of it cannot be read, so it cannot be sent again. */
  | { kind: "unreadable" }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: "posOrderId" | "note"; message: string };

export type DisputeResult =
  | { kind: "done"; order: Order }
  | { kind: "not_found" }
  /** Nothing contradicts it (any more). */
  | { kind: "not_disputed" }
  | NoteTooLong;

type NoteTooLong = { kind: "invalid"; field: "note"; message: string };

/** What may be found at a POS: not what is being sent, which is known in a moment. */
const CONFIRMABLE: readonly OrderState[] = ["unknown", "attention"];

const ABSENT: Issue = {
  code: "pos_error",
  message: "The store has confirmed that it does not have this order",
};

export function createOrderActs(
  deps: DispatchDeps & {
    moves: Moves;
    findStoreOf: FindStoreOf;
    /** Looks for due orders now. */
    wake(): void;
  },
): OrderActs {
  const { db, moves, log } = deps;
  const tryNow = createTryNow(deps);

  function noteProblem({ note }: ActArgs): NoteTooLong | null {
    if ((note?.length ?? 0) <= NOTE_MAX) return null;
    return { kind: "invalid", field: "note", message: `A note has ${NOTE_MAX} characters at most.` };
  }

  /** Why a look that found nothing at the POS proves nothing about the order; null where it is proof. */
  async function doubtAbout(order: Order, args: SeenArgs, store: Store | null): Promise<ActResult | null> {
    if (order.attempt !== args.attempt) return { kind: "sent_again", attempt: order.attempt };
    const from = await quietFromOf(deps, order, store);
    return from === null ? null : { kind: "too_early", from };
  }

  /**
   * Runs an act on an order that waits for a person, or in another state that the act is for, and tells what became of
   * it. What `run` writes is fenced by the state and the attempt that were read here.
   */
  async function act(
    args: ActArgs,
    run: (order: Order) => Promise<boolean | ActResult>,
    states: readonly OrderState[] = ["attention"],
  ): Promise<ActResult> {
    const { orderId, scope } = args;
    const problem = noteProblem(args);
    if (problem !== null) return problem;
    const order = await findOrder(db, { scope, orderId });
    if (order === null) return { kind: "not_found" };
    if (!states.includes(order.state)) return { kind: "not_waiting", state: order.state };
    const isDone = await run(order);
    if (typeof isDone !== "boolean") return isDone;
    const after = (await findOrder(db, { scope, orderId })) ?? order;
    return isDone ? { kind: "done", order: after } : { kind: "not_waiting", state: after.state };
  }

  const noted = ({ actor, note }: ActArgs): { actor: Actor; note?: string } => {
    const words = maskCards(note?.trim() ?? "");
    return words === "" ? { actor } : { actor, note: words };
  };

  return {
    possible: (order) => possibleActs(deps, order),

    async tryNow(args) {
      return noteProblem(args) ?? (await tryNow({ ...args, note: noted(args).note ?? null }));
    },

    async confirmPlaced(args) {
      const posOrderId = args.posOrderId.trim();
      const problem = refProblem(posOrderId);
      if (problem !== null) {
        return { kind: "invalid", field: "posOrderId", message: `The POS order id ${problem}.` };
      }
      const { scope, actor, overrules = false } = args;
      const found = { posOrderId, readyAt: null };
      return await act(
        args,
        async (order) => {
          if (order.state === "unknown" && (await mayBeTakenBack(deps, order))) return { kind: "under_way" };
          const findHolder = () => findPosOrderHolder(db, { scope, order, posOrderId });
          if (overrules) {
            // Not in the move's commit: if this process ends in between, the holder is disputed and the order
            // still waits.
            const holderId = (await findHolder())?.id;
            const claim = { orderId: order.id, posOrderId, actor, now: deps.ledgerNow() };
            if (holderId !== undefined) await releasePosOrder(db, { ...claim, holderId });
          }
          try {
            return await moves.move(order, { kind: "placed" }, { cause: null, found, ...noted(args) });
          } catch (error) {
            if (!(error instanceof PosOrderTakenError)) throw error;
            return { kind: "pos_order_taken", posOrderId, holder: await findHolder() };
          }
        },
        CONFIRMABLE,
      );
    },

    confirmAbsent: (args) =>
      act(args, async (order) => {
        const doubt = await doubtAbout(order, args, await deps.findStoreOf(order));
        return (
          doubt ??
          (await moves.move(
            order,
            { kind: "confirmed_absent" },
            { cause: "confirmed_absent", errors: [ABSENT], ...noted(args) },
          ))
        );
      }),

    resendNow: (args) =>
      act(args, async (order) => {
        const store = await deps.findStoreOf(order);
        if (store === null) return false;
        const { adapterClass } = deps.pos.adapterFor(store);
        // A POS that knows the reference again makes one order of any number of requests, at any time.
        const isSafe = adapterClass === "A" || adapterClass === "B";
        const doubt = isSafe ? null : await doubtAbout(order, args, store);
        if (doubt !== null) return doubt;
        try {
          return (await moves.resend(order, store, noted(args))) !== null;
        } catch (error) {
          if (!(error instanceof UnreadablePayloadError)) throw error;
          log.error({ err: error, orderId: order.id }, "what is stored of an order cannot be read");
          return { kind: "unreadable" };
        }
      }),

    async quietFrom(order) {
      return await quietFromOf(deps, order, await deps.findStoreOf(order));
    },

    async settleDispute(args) {
      const { orderId, scope, actor } = args;
      const problem = noteProblem(args);
      if (problem !== null) return problem;
      if ((await findOrder(db, { scope, orderId })) === null) return { kind: "not_found" };
      const { note = null } = noted(args);
      const isDone = await settleDispute(db, { orderId, actor, note, now: deps.ledgerNow() });
      const order = await findOrder(db, { scope, orderId });
      return isDone && order !== null ? { kind: "done", order } : { kind: "not_disputed" };
    },
  };
}
