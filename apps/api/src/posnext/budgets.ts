import { AppError } from "../errors.ts";
import { createBudget } from "../http/budget.ts";
import { NO_SIBLINGS, type Siblings } from "../http/siblings.ts";

/**
 * What one connection may ask of us. Each budget binds the connection that spends it and no other. None of them
 * is asked about a submit: that is taken, or refused by 503 before it is committed.
 */
export interface ConnectionBudgets {
  /** @throws AppError `rate_limited` where this order is polled too often. */
  poll(connectionId: string, orderId: string): void;
  /** @throws AppError `rate_limited` where too many ids were asked for that no order has. */
  unknownId(connectionId: string): void;
  /** Whether one more call of this connection that was asked to slow down is worth a row of the record. */
  keepsSlowedDown(connectionId: string): boolean;
  /** Holds a place for a call until `leave`. @throws AppError `overloaded` where too many are under way. */
  enter(connectionId: string): { leave(): void };
}

/** A partner polls once in some seconds; the contract's page names these two. */
const POLLS_OF_AN_ORDER = { burst: 100, perSecond: 20 };
const UNKNOWN_IDS = { burst: 300, perSecond: 10 };
/** Enough to see that it goes on, and since when: some 1,500 rows a day at most. */
const SLOWED_DOWN_KEPT = { burst: 20, perSecond: 1 / 60 };

/**
 * @param nowMs the clock, in milliseconds
 * @param siblings the processes behind the same port: rates hold over all of them, and each has an equal share of the
 * calls that may be under way, as it has of the connections
 */
export function createConnectionBudgets(
  nowMs: () => number,
  limits: { connectionCallsMax: number },
  siblings: Siblings = NO_SIBLINGS,
): ConnectionBudgets {
  const budget = (topic: string, rate: { burst: number; perSecond: number }) =>
    createBudget({ ...rate, nowMs, share: siblings.of(topic) });
  const polls = budget("polls", POLLS_OF_AN_ORDER);
  const unknownIds = budget("unknown_ids", UNKNOWN_IDS);
  const slowedDown = budget("slowed_down", SLOWED_DOWN_KEPT);
  const connectionCallsMax = Math.ceil(limits.connectionCallsMax / siblings.of("calls").processes);
  const underWay = new Map<string, number>();

  return {
    poll(connectionId, orderId) {
      const spent = polls.spend(`${connectionId} ${orderId}`);
      if (!spent.allowed) throw tooOften("This order is polled too often", spent.retryAfterSeconds);
    },
    unknownId(connectionId) {
      const spent = unknownIds.spend(connectionId);
      if (!spent.allowed) throw tooOften("Too many unknown orders were asked for", spent.retryAfterSeconds);
    },
    keepsSlowedDown: (connectionId) => slowedDown.spend(connectionId).allowed,
    enter(connectionId) {
      const count = underWay.get(connectionId) ?? 0;
      if (count >= connectionCallsMax) {
        throw new AppError("overloaded", {
          message: "Too many calls of this connection are under way; try again shortly",
          reason: "calls_under_way",
          retryAfterSeconds: 1,
        });
      }
      underWay.set(connectionId, count + 1);
      return {
        leave() {
          const left = (underWay.get(connectionId) ?? 1) - 1;
          if (left > 0) underWay.set(connectionId, left);
          else underWay.delete(connectionId);
        },
      };
    },
  };
}

function tooOften(message: string, retryAfterSeconds: number): AppError {
  return new AppError("rate_limited", { message, retryAfterSeconds });
}
