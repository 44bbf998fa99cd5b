import { createHash, randomBytes } from "node:crypto";
import {
  type AttemptResult,
  actorText,
  CLI,
  isPerson,
  type OrderEvent,
  type OrderTrace,
  parseActor,
} from "@parley/db/orders";
import { z } from "zod";

/**
 * What of an order may be shown to whoever has a link to it. Everything is left out but what is named here: a text
 * that a guest, a person of the team or a POS wrote may hold anything.
 */

/** For how many days a link may be open. */
export const SHARE_DAYS = [1, 7, 30] as const;
export const SHARE_DAYS_USUAL = 7;

const DAY_MS = 86_400_000;
/** 256 bits, of which nobody guesses any. */
const TOKEN_BYTES = 32;

export interface NewShare {
  /** Shown once, to whoever made it. */
  token: string;
  tokenHash: Uint8Array;
  expiresAt: Date;
}

/** A new link's token; null for a number of days that is not offered. */
export function newShare({ days, now }: { days: number; now: Date }): NewShare | null {
  if (!SHARE_DAYS.some((offered) => offered === days)) return null;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, tokenHash: shareHash(token), expiresAt: new Date(now.getTime() + days * DAY_MS) };
}

/** What is stored of a token. Any text has one, so that a text which is no token takes the same path. */
export function shareHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Where a link leads, below the admin's address. */
export function sharePath(token: string): string {
  return `/share/${token}`;
}

/**
 * A trace without anything personal, and without what is another store's: the rows that a story and an autopsy are
 * told from, without names, notes, words of a POS, bodies and other orders.
 */
export function redactTrace(trace: OrderTrace): OrderTrace {
  const { order } = trace;
  return {
    ...trace,
    order: { ...order, guestName: null, guestPhone: null, guestEmail: null },
    payload: null,
    keys: [],
    results: trace.results.map(redactResult),
    events: trace.events.map(redactEvent),
    exchanges: trace.exchanges
      .filter(({ locationId }) => locationId === order.locationId)
      .map((exchange) => ({ ...exchange, remoteAddress: null, drift: null, seen: null })),
    siblings: [],
  };
}

/** A code of ours or a status: one word, so that no sentence of a POS is among them. */
const code = z
  .string()
  .regex(/^(?!.*_with_)[a-z0-9_]{1,40}$/)
  .optional()
  .catch(undefined);
const endShape = z.object({ reason: code, status: z.number().optional().catch(undefined) });

function redactResult(result: AttemptResult): AttemptResult {
  return { ...result, evidence: endShape.safeParse(result.evidence).data ?? {} };
}

const idShape = z.string().optional().catch(undefined);
const detailShape = z.object({
  cause: idShape,
  dispute: idShape,
  posOrderId: idShape,
  attempt: z.number().optional().catch(undefined),
});
/** Issues that our own rules found, in our words: of items, prices and times. */
const issuesShape = z.object({
  issues: z.array(
    z.object({
      message: z.string(),
      field: z.string().optional(),
      expected: z.number().optional().catch(undefined),
      actual: z.number().optional().catch(undefined),
    }),
  ),
});

function redactEvent(event: OrderEvent): OrderEvent {
  const isOurs = event.kind === "refused" && event.fromState === null;
  const detail = {
    ...detailShape.safeParse(event.detail ?? {}).data,
    ...(isOurs ? issuesShape.safeParse(event.detail).data : {}),
  };
  // A person without a name: the story says that somebody did it.
  const actor = isPerson(parseActor(event.actor)) ? actorText(CLI) : event.actor;
  return { ...event, actor, detail };
}
