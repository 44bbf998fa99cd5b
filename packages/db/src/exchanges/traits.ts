import type { Database } from "../client/client.ts";

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
  { sql: run }: Pick<Database, "sql">,
  args: { connectionId: string; since: Date; limit: number },
): Promise<CallTrait[]> {
  const { connectionId, since, limit } = args;
  return await run<CallTrait[]>`
    with newest as (
      select id, at, reason, case when jsonb_typeof(seen) = 'object' then seen else '{}' end as seen from exchanges
      where connection_id = ${connectionId} and at >= ${since} and direction = 'in'
      order by at desc, id desc limit ${limit}
    ), traits as (
      select id, at, key as trait, value as form from newest, jsonb_each_text(seen)
      union all
      select id, at, 'refused', reason from newest where reason is not null
    )
    select trait, form, count(*)::int as calls, max(at) as "lastAt", (array_agg(id order by at desc))[1] as "lastExchangeId"
    from traits group by trait, form order by trait, calls desc, form`;
}
