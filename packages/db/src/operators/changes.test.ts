import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit } from "../audit/audit.ts";
import { CLI } from "../orders/actor.ts";
import { type BrandScope, everyBrand } from "../sql/scope.ts";
import { createTestDatabase, insertTestStore, type TestDatabase } from "../testing/database.ts";
import { insertOperator } from "./accounts.ts";
import { disableOperator, enableOperator, type NewGrant, setOperator } from "./changes.ts";
import { listOperators } from "./operators.ts";

const NOON = new Date("2026-11-28T12:00:00Z");
const BY = { kind: "operator", id: "opr_admin" } as const;

let test: TestDatabase;
let brandId: string;
let otherBrandId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  brandId = (await insertTestStore(test)).brand.id;
  otherBrandId = (await insertTestStore(test)).brand.id;
});
afterAll(() => test[Symbol.asyncDispose]());

async function person(...grants: NewGrant[]): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const operator = { name: "Ada", email, passwordHash: "$argon2id$", grants };
  const made = await insertOperator(test.db, { operator, now: NOON });
  if (made === null) throw new Error("The e-mail address is taken.");
  return made.id;
}

function ask(operatorId: string, over: { expectedVersion?: number; scope?: BrandScope } = {}) {
  return { operatorId, expectedVersion: 1, scope: everyBrand, by: BY, now: NOON, ...over };
}

describe("a change of an operator", () => {
  it("replaces name and grants as a whole, counts, and is recorded with what was before", async () => {
    const id = await person({ role: "viewer", brandId });
    const grants = [
      { role: "support", brandId } as const,
      { role: "viewer", brandId: otherBrandId } as const,
    ];
    expect(await setOperator(test.db, { ...ask(id), name: "Grace", grants })).toMatchObject({
      kind: "changed",
      operator: { operator: { name: "Grace", version: 2 }, grants: expect.arrayContaining([]) },
    });
    const [listed] = await listOperators(test.db, { ids: [id] });
    expect(listed?.grants).toMatchObject(grants);
    expect(await listAudit(test.db, { subjectIds: [id], page: { limit: 10 } })).toMatchObject([
      {
        actor: "opr_admin",
        action: "operator_changed",
        detail: {
          name: { from: "Ada", to: "Grace" },
          grants: { from: [{ role: "viewer", brandId }], to: grants },
        },
      },
    ]);
  });

  it("is refused where somebody else changed them meanwhile; of many at once one wins", async () => {
    const id = await person({ role: "viewer", brandId });
    const names = ["A", "B", "C", "D"];
    const results = await Promise.all(names.map((name) => setOperator(test.db, { ...ask(id), name })));
    expect(results.map(({ kind }) => kind).sort()).toEqual(["changed", "conflict", "conflict", "conflict"]);
    expect(await listAudit(test.db, { subjectIds: [id], page: { limit: 10 } })).toHaveLength(1);
  });

  it("finds nobody with a grant outside of the scope, or without any", async () => {
    const scope = { all: false, brandIds: [brandId] } as const;
    const outside = [
      await person({ role: "viewer", brandId: otherBrandId }),
      await person({ role: "viewer", brandId }, { role: "viewer", brandId: otherBrandId }),
      await person({ role: "viewer", brandId: null }),
      await person(),
      "opr_nobody",
    ];
    for (const id of outside) {
      expect(await setOperator(test.db, { ...ask(id, { scope }), name: "X" })).toEqual({ kind: "not_found" });
    }
    const own = await person({ role: "viewer", brandId });
    expect(await disableOperator(test.db, ask(own, { scope }))).toMatchObject({ kind: "changed" });
  });
});

describe("the last admin", () => {
  it("of every brand stays, whichever way they would go, and however many are changed at once", async () => {
    await using own = await createTestDatabase();
    const add = async (email: string) => {
      const operator = {
        name: "Ada",
        email,
        passwordHash: "x",
        grants: [{ role: "admin", brandId: null }],
      } as const;
      return (await insertOperator(own.db, { operator, now: NOON }))?.id ?? "";
    };
    const [first, second] = [await add("first@example.com"), await add("second@example.com")];
    const results = await Promise.all([first, second].map((id) => disableOperator(own.db, ask(id))));
    expect(results.map(({ kind }) => kind).sort()).toEqual(["changed", "last_admin"]);
    const gone = results[0]?.kind === "changed" ? first : second;
    const left = gone === first ? second : first;
    const demoted = { ...ask(left), grants: [{ role: "support", brandId: null } as const] };
    expect(await setOperator(own.db, demoted)).toEqual({ kind: "last_admin" });
    expect(await listAudit(own.db, { subjectIds: [left], page: { limit: 10 } })).toEqual([]);
    expect(await enableOperator(own.db, ask(gone, { expectedVersion: 2 }))).toMatchObject({
      kind: "changed",
    });
    expect(await setOperator(own.db, demoted)).toMatchObject({ kind: "changed" });
  });

  it("of one brand stays where nobody has every brand", async () => {
    await using own = await createTestDatabase();
    const { brand } = await insertTestStore(own);
    const grants = [{ role: "admin", brandId: brand.id }] as const;
    const operator = { name: "Ada", email: "only@example.com", passwordHash: "x", grants };
    const id = (await insertOperator(own.db, { operator, now: NOON }))?.id ?? "";
    expect(await disableOperator(own.db, { ...ask(id), by: CLI })).toEqual({ kind: "last_admin" });
  });
});
