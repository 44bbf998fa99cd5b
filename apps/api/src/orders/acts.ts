import { type BrandScope, findOrder, type Order, PosOrderTakenError, settleDispute } from "@parley/db";
import { type Issue, refProblem } from "@parley/par-contract";
import type { Store } from "../ids/resolve.ts";
import { shortCodeOf } from "../pos/short-code.ts";
import type { DispatchDeps } from "./attempt.ts";
import type { OrderState } from "./lifecycle.ts";
import type { Moves } from "./move.ts";

/**
 * What a person may do about an order that the gateway cannot settle. The ledger guards each act:
 * it takes effect only on an order that still waits, and only once, whoever else acts.
 */
export interface OrderActs {
  /** The person found the order at the POS, under this id. PAR's next poll hears `placed`. */
  confirmPlaced(args: ActArgs & { posOrderId: string }): Promise<ActResult>;
  /** The person looked and the POS has no such order. PAR hears `errored` and may refund. */
  confirmAbsent(args: ActArgs): Promise<ActResult>;
  /** Sends the order again. At a POS that does not know our reference again this may cook it twice. */
  resendNow(args: ActArgs): Promise<ActResult>;
  /** The person has looked after a final order that its POS contradicts. PAR's answer stays as it is. */
  settleDispute(args: ActArgs): Promise<DisputeResult>;
}

export interface ActArgs {
  orderId: string;
  /** The acting operator's id, or `cli`; kept with the order's events. */
  actor: string;
  /** What the operator may see: an order out of scope does not exist. */
  scope: BrandScope;
  /** In the person's own words; blank is none. */
  note: string | null;
}

/** The words by which a person finds the order at a POS of class D, where they begin its notes. */
export function ticketMarkOf({ posReference }: Pick<Order, "posReference">): string {
  return `Parley ${shortCodeOf(posReference)}`;
}

/** Characters of a note, at most. */
export const NOTE_MAX = 500;

export type ActResult =
  | { kind: "done"; order: Order }
  | { kind: "not_found" }
  /** It does not wait for a person (any more). */
  | { kind: "not_waiting"; state: OrderState }
  /** Another order of ours already claims this POS order. */
  | { kind: "pos_order_taken"; posOrderId: string }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: "posOrderId" | "note"; message: string };

export type DisputeResult =
  | { kind: "done"; order: Order }
  | { kind: "not_found" }
  /** Nothing contradicts it (any more). */
  | { kind: "not_disputed" }
  | NoteTooLong;

type NoteTooLong = { kind: "invalid"; field: "note"; message: string };

const ABSENT: Issue = {
  code: "pos_error",
  message: "The store has confirmed that it does not have this order",
};

export function createOrderActs(
  deps: DispatchDeps & { moves: Moves; findStore(locationId: string): Promise<Store | null> },
): OrderActs {
  const { db, moves } = deps;

  function noteProblem({ note }: ActArgs): NoteTooLong | null {
    if ((note?.length ?? 0) <= NOTE_MAX) return null;
    return { kind: "invalid", field: "note", message: `A note has ${NOTE_MAX} characters at most.` };
  }

  /** Runs an act on an order that waits for a person, and tells what became of it. */
  async function act(args: ActArgs, run: (order: Order) => Promise<boolean>): Promise<ActResult> {
    const { orderId, scope } = args;
    const problem = noteProblem(args);
    if (problem !== null) return problem;
    const order = await findOrder(db, { scope, orderId });
    if (order === null) return { kind: "not_found" };
    if (order.state !== "attention") return { kind: "not_waiting", state: order.state };
    const isDone = await run(order);
    const after = (await findOrder(db, { scope, orderId })) ?? order;
    return isDone ? { kind: "done", order: after } : { kind: "not_waiting", state: after.state };
  }

  const noted = ({ actor, note }: ActArgs): { actor: string; note?: string } => {
    const words = note?.trim() ?? "";
    return words === "" ? { actor } : { actor, note: words };
  };

  return {
    async confirmPlaced(args) {
      const posOrderId = args.posOrderId.trim();
      const problem = refProblem(posOrderId);
      if (problem !== null) {
        return { kind: "invalid", field: "posOrderId", message: `The POS order id ${problem}.` };
      }
      const found = { posOrderId, readyAt: null };
      try {
        return await act(args, (order) =>
          moves.move(order, { kind: "placed" }, { cause: null, found, ...noted(args) }),
        );
      } catch (error) {
        if (error instanceof PosOrderTakenError) return { kind: "pos_order_taken", posOrderId };
        throw error;
      }
    },

    confirmAbsent: (args) =>
      act(args, (order) =>
        moves.move(
          order,
          { kind: "confirmed_absent" },
          { cause: "confirmed_absent", errors: [ABSENT], ...noted(args) },
        ),
      ),

    resendNow: (args) =>
      act(args, async (order) => {
        const store = await deps.findStore(order.locationId);
        return store !== null && (await moves.resend(order, store, noted(args))) !== null;
      }),

    async settleDispute(args) {
      const { orderId, scope, actor } = args;
      const problem = noteProblem(args);
      if (problem !== null) return problem;
      if ((await findOrder(db, { scope, orderId })) === null) return { kind: "not_found" };
      const { note = null } = noted(args);
      const isDone = await settleDispute(db, { orderId, actor, note, now: deps.now() });
      const order = await findOrder(db, { scope, orderId });
      return isDone && order !== null ? { kind: "done", order } : { kind: "not_disputed" };
    },
  };
}
