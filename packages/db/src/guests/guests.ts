import { and, eq, gt } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { auditEntries } from "../schema/audit.ts";
import type { Place } from "../sql/scope.ts";

// The audit holds references to guests, never their data: whoever erases a guest leaves it whole.

/** A search that may have looked at guests' names, phone numbers or e-mail addresses. */
export interface GuestSearch {
  by: Actor;
  /** Stands for what was typed: equal terms have the same, and nothing can be read from it. */
  reference: string;
  /** As what of a guest the term was looked up. */
  kinds: readonly string[];
  now: Date;
}

/** A page that refreshes searches anew each time: the same term of the same person is recorded once in an hour. */
const SAME_SEARCH_MS = 3_600_000;

/** Records a search by guest. */
export async function recordGuestSearch(db: Database, search: GuestSearch): Promise<void> {
  const { by, reference, kinds, now } = search;
  await db.orm.transaction(async (tx) => {
    const [known] = await tx
      .select({ id: auditEntries.id })
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.subjectId, reference),
          eq(auditEntries.actor, actorText(by)),
          gt(auditEntries.at, new Date(now.getTime() - SAME_SEARCH_MS)),
        ),
      )
      .limit(1);
    if (known !== undefined) return;
    const detail = { kinds: [...kinds] };
    await recordChange(tx, { action: "guest_searched", subjectId: reference, detail, by, now });
  });
}

/** How to reach the guest of an order or of a call was shown to somebody. */
export interface GuestReveal {
  by: Actor;
  /** The order or the call. */
  subjectId: string;
  /** Whose it is. */
  place: Place;
  /** A word of a closed list. */
  reason: string;
  /** What was shown, by its kind: `phone`, `email` … */
  shown: readonly string[];
  now: Date;
}

/** Records that a guest is revealed: before anybody is shown anything. */
export async function recordGuestReveal(db: Database, reveal: GuestReveal): Promise<void> {
  const { shown, ...rest } = reveal;
  await db.orm.transaction((tx) =>
    recordChange(tx, { ...rest, action: "guest_revealed", detail: { shown: [...shown] } }),
  );
}
