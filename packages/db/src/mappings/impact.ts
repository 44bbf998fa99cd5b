import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { locations } from "../schema/location.ts";
import { locationMappings } from "../schema/mapping.ts";
import { orders } from "../schema/order.ts";
import { textArray } from "../sql/arrays.ts";
import { nameOf } from "./bulk-write.ts";
import type { MappingKind } from "./kinds.ts";

/** What a PAR id means now, as far as what hangs on it is counted. */
export interface Meaning {
  kind: MappingKind;
  connectionId: string;
  parId: string;
  targetId: string;
}

/** What hangs on some meanings. */
export interface MappingImpact {
  /** Ids of locations that PAR reaches nothing by without them: they themselves, and those of an organization. */
  locations: number;
  /** Stores that these lead to. */
  stores: number;
  /** Orders that came by them since the given time, `max` and one at most. */
  orders: number;
  /** Those of any time that are not settled, counted as far. */
  openOrders: number;
}

const KINDS = ["organization", "location"] as const;
const IS_OPEN = sql`o.state in ('received', 'dispatching', 'unknown', 'attention')`;

/** Counts what hangs on meanings. It reads of orders those of their stores or brands since `since`, and open ones. */
export async function countImpact(
  orm: Pick<Database["orm"], "execute">,
  { meanings, since, max }: { meanings: readonly Meaning[]; since: Date; max: number },
): Promise<MappingImpact> {
  const kinds = KINDS.filter((kind) => meanings.some((one) => one.kind === kind));
  if (kinds.length === 0) return { locations: 0, stores: 0, orders: 0, openOrders: 0 };
  const given = (kind: MappingKind) => givenAs(meanings.filter((one) => one.kind === kind));
  const led = union(kinds.map((kind) => (kind === "location" ? given(kind) : locationsOf(given(kind)))));
  const count = (condition: SQL) => {
    const found = union(kinds.map((kind) => ordersOf(kind, given(kind), condition)));
    return sql`(select count(*)::int from (${found} limit ${max + 1}) found)`;
  };
  const [counted] = await orm.execute<{ locations: number; stores: number; came: number; open: number }>(sql`
    select count(*)::int as locations, count(distinct places.target)::int as stores,
      ${count(sql`o.received_at >= ${since.toISOString()}::timestamptz`)} as came, ${count(IS_OPEN)} as open
    from (${led}) places`);
  if (counted === undefined) throw new Error("Nothing was counted.");
  const { came, open, ...places } = counted;
  return { ...places, orders: came, openOrders: open };
}

function givenAs(meanings: readonly Meaning[]): SQL {
  const texts = (of: (one: Meaning) => string) => sql`${textArray(meanings.map(of))}::text[]`;
  const columns = [
    (one: Meaning) => one.connectionId,
    (one: Meaning) => one.parId,
    (one: Meaning) => one.targetId,
  ];
  return sql`select distinct connection, par, target
    from unnest(${sql.join(columns.map(texts), sql`, `)}) m (connection, par, target)`;
}

/** The mappings of locations that need one of these organizations: those of its brand's stores on its connection. */
function locationsOf(given: SQL): SQL {
  return sql`select l.connection_id, l.par_location_id, l.location_id as target from ${locationMappings} l
    join ${locations} s on s.id = l.location_id
    where l.replaced_at is null
      and exists (select from (${given}) m where m.connection = l.connection_id and m.target = s.brand_id)`;
}

function ordersOf(kind: MappingKind, given: SQL, condition: SQL): SQL {
  const [target, par] =
    kind === "location"
      ? [orders.locationId, orders.parLocationId]
      : [orders.brandId, orders.parOrganizationId];
  return sql`select o.id from (${given}) m join ${orders} o on o.${nameOf(target)} = m.target
    and o.connection_id = m.connection and o.${nameOf(par)} = m.par where ${condition}`;
}

/** An order came by an organization and by a location: what both name is counted once. */
function union(parts: readonly SQL[]): SQL {
  return sql.join([...parts], sql` union `);
}
