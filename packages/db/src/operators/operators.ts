import { asc, count, eq, inArray, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { operators } from "../schema/operator.ts";
import { listGrants } from "./grants.ts";
import type { Grant } from "./permissions.ts";

export type Operator = typeof operators.$inferSelect;

export interface OperatorWithGrants {
  operator: Operator;
  grants: Grant[];
}

/** How many operators exist; 0 means that the first-run page may create one. */
export async function countOperators(db: Database): Promise<number> {
  const [row] = await db.orm.select({ count: count() }).from(operators);
  return row?.count ?? 0;
}

/** Operators by e-mail address, with what they may do; with `ids`, only those. For admins. */
export async function listOperators(
  db: Database,
  args: { ids?: readonly string[] | undefined } = {},
): Promise<OperatorWithGrants[]> {
  const rows = await db.orm
    .select()
    .from(operators)
    .where(args.ids && inArray(operators.id, [...args.ids]))
    .orderBy(asc(operators.email));
  return await withGrants(db, rows);
}

/** The operator of an id or an e-mail address (any case). */
export async function findOperator(
  db: { orm: Pick<Database["orm"], "select"> },
  idOrEmail: string,
): Promise<OperatorWithGrants | null> {
  const rows = await db.orm
    .select()
    .from(operators)
    .where(or(eq(operators.id, idOrEmail), eq(operators.email, idOrEmail.toLowerCase())));
  const [found] = await withGrants(db, rows);
  return found ?? null;
}

async function withGrants(
  db: { orm: Pick<Database["orm"], "select"> },
  rows: Operator[],
): Promise<OperatorWithGrants[]> {
  if (rows.length === 0) return [];
  const grants = await listGrants(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((operator) => ({
    operator,
    grants: grants.get(operator.id) ?? [],
  }));
}
