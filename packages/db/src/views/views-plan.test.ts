import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import type { Grant } from "../operators/permissions.ts";
import { savedViews } from "../schema/view.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { isOpenFor, viewsWhere } from "./query.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

/** Each page of a list reads its views: of some ten thousand people, by two indexes and never all of them. */
describe("the plan of the views of a list", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    const { sql: run } = test.db;
    await run`insert into operators (id, name, email, created_at, updated_at)
      select 'opr_' || n, 'Ada', n || '@example.com', now(), now() from generate_series(1, 2000) n`;
    await run`insert into operator_grants (id, operator_id, role, created_at)
      select 'grt_' || n, 'opr_' || n, 'support', now() from generate_series(1, 2000) n`;
    await run`
      insert into saved_views (id, owner_id, list, name, params, shared_with, created_at, updated_at)
      select 'viw_' || n, 'opr_' || n % 2000 + 1, (array['orders', 'issues', 'exchanges'])[n % 3 + 1], 'View ' || n, '',
        case when n % 500 = 0 then (array['support', 'viewer'])[n / 500 % 2 + 1] end, now(), now()
      from generate_series(1, 20000) n`;
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`analyze saved_views, operators, operator_grants, operator_scoped_grants`;
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const role = (name: Grant["role"]): Grant => ({ role: name, brandId: "brd_1", locationId: null });
  it.each([
    ["of two roles", [role("support"), role("viewer")]],
    ["of one role everywhere", [{ role: "support", brandId: null, locationId: null } as const]],
    ["an owner", [{ role: "owner", brandId: null, locationId: null } as const]],
    ["without a role", []],
  ])("reads for somebody %s by indexes alone", async (_who, grants) => {
    const where = and(eq(savedViews.list, "orders"), isOpenFor({ operatorId: "opr_7", grants }));
    const query = viewsWhere(test.db, where, "opr_7");
    const [row] = await test.db.orm.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      sql`explain (format json) ${query.getSQL()}`,
    );
    const nodes = nodesOf(row?.["QUERY PLAN"][0].Plan);
    const whole = nodes
      .filter((node) => node["Node Type"] === "Seq Scan")
      .map((node) => node["Relation Name"]);
    expect(whole).not.toContain("saved_views");
    expect(nodes.map((node) => node["Index Name"])).toContain("saved_views_name");
  });
});

function nodesOf(plan: Plan | undefined): Plan[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
