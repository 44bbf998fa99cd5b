import { and, desc, eq, gte } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchanges } from "../schema/exchange.ts";

/** One form that calls of a connection had, and how many. */
export interface CallTrait {
  /** The guess of the contract that it is a form of; `refused` where it is the reason of a refusal. */
  trait: string;
  form: string;
  calls: number;
  /** The newest such call. */
  lastAt: Date;
  lastExchangeId: string;
}

/**
 * What the newest calls of a connection showed of what PAR's documents leave open, and why the refused ones were refused:
 * by trait, the commonest form first.
 */
export async function listCallTraits(
  { orm }: Pick<Database, "orm">,
  args: { connectionId: string; since: Date; limit: number },
): Promise<CallTrait[]> {
  const { id, at, reason, seen } = exchanges;
  const newest = await orm
    .select({ id, at, reason, seen })
    .from(exchanges)
    .where(
      and(eq(exchanges.connectionId, args.connectionId), gte(at, args.since), eq(exchanges.direction, "in")),
    )
    .orderBy(desc(at), desc(id))
    .limit(args.limit);
  const traits = new Map<string, CallTrait>();
  for (const call of newest) {
    for (const [trait, form] of formsOf(call)) {
      const key = JSON.stringify([trait, form]);
      const known = traits.get(key);
      if (known === undefined)
        traits.set(key, { trait, form, calls: 1, lastAt: call.at, lastExchangeId: call.id });
      else known.calls++;
    }
  }
  return [...traits.values()].sort(
    (a, b) => compare(a.trait, b.trait) || b.calls - a.calls || compare(a.form, b.form),
  );
}

/** What a call showed. What earlier releases kept is in another form, and says nothing here. */
function formsOf({
  reason,
  seen,
}: {
  reason: string | null;
  seen: unknown;
}): [trait: string, form: string][] {
  const isForms = typeof seen === "object" && seen !== null && !Array.isArray(seen);
  const forms = Object.entries(isForms ? seen : {}).map(([trait, form]): [string, string] => [
    trait,
    String(form),
  ]);
  return reason === null ? forms : [...forms, ["refused", reason]];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
