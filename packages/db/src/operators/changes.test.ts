import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit } from "../audit/list.ts";
import { CLI } from "../orders/actor.ts";
import { everyBrand, ofBrands, type Scope } from "../sql/scope.ts";
import { createTestDatabase, insertTestStore, type TestDatabase } from "../testing/database.ts";
import { insertOperator } from "./accounts.ts";
import { disableOperator, enableOperator, setOperator } from "./changes.ts";
import { grantsProblem } from "./grants.ts";
import { findOperator, listOperators } from "./operators.ts";
import type { Grant } from "./permissions.ts";

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

async function person(...grants: Grant[]): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const operator = { name: "Ada", email, passwordHash: "$argon2id$", grants };
  const made = await insertOperator(test.db, { operator, now: NOON });
  if (made === null) throw new Error("The e-mail address is taken.");
  return made.id;
}

function ask(operatorId: string, over: { expectedVersion?: number; scope?: Scope } = {}) {
  return { operatorId, expectedVersion: 1, scope: everyBrand, by: BY, now: NOON, ...over };
}

describe("a change of an operator", () => {
  it("replaces name and grants as a whole, counts, and is recorded with what was before", async () => {
    const id = await person({ role: "viewer", brandId, locationId: null });
    const grants = [
      { role: "support", brandId, locationId: null } as const,
      { role: "viewer", brandId: otherBrandId, locationId: null } as const,
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
          grants: { from: [{ role: "viewer", brandId, locationId: null }], to: grants },
        },
      },
    ]);
  });

  it("is refused where somebody else changed them meanwhile; of many at once one wins", async () => {
    const id = await person({ role: "viewer", brandId, locationId: null });
    const names = ["A", "B", "C", "D"];
    const results = await Promise.all(names.map((name) => setOperator(test.db, { ...ask(id), name })));
    expect(results.map(({ kind }) => kind).sort()).toEqual(["changed", "conflict", "conflict", "conflict"]);
    expect(await listAudit(test.db, { subjectIds: [id], page: { limit: 10 } })).toHaveLength(1);
  });

  it("finds nobody with a grant outside of the scope, or without any", async () => {
    const scope = ofBrands(brandId);
    const outside = [
      await person({ role: "viewer", brandId: otherBrandId, locationId: null }),
      await person(
        { role: "viewer", brandId, locationId: null },
        { role: "viewer", brandId: otherBrandId, locationId: null },
      ),
      await person({ role: "viewer", brandId: null, locationId: null }),
      await person(),
      "opr_nobody",
    ];
    for (const id of outside) {
      expect(await setOperator(test.db, { ...ask(id, { scope }), name: "X" })).toEqual({ kind: "not_found" });
    }
    const own = await person({ role: "viewer", brandId, locationId: null });
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
        grants: [{ role: "owner", brandId: null, locationId: null }],
      } as const;
      return (await insertOperator(own.db, { operator, now: NOON }))?.id ?? "";
    };
    const [first, second] = [await add("first@example.com"), await add("second@example.com")];
    const results = await Promise.all([first, second].map((id) => disableOperator(own.db, ask(id))));
    expect(results.map(({ kind }) => kind).sort()).toEqual(["changed", "last_admin"]);
    const gone = results[0]?.kind === "changed" ? first : second;
    const left = gone === first ? second : first;
    const demoted = { ...ask(left), grants: [{ role: "support", brandId: null, locationId: null } as const] };
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
    const grants = [{ role: "brand_admin", brandId: brand.id, locationId: null }] as const;
    const operator = { name: "Ada", email: "only@example.com", passwordHash: "x", grants };
    const id = (await insertOperator(own.db, { operator, now: NOON }))?.id ?? "";
    expect(await disableOperator(own.db, { ...ask(id), by: CLI })).toEqual({ kind: "last_admin" });
  });
});

describe("grants that the release before does not know", () => {
  async function seenBefore(id: string): Promise<unknown> {
    return [...(await test.db.sql`select role, brand_id from operator_grants where operator_id = ${id}`)];
  }

  it("are kept where it does not read, and come back with the others", async () => {
    const { location } = await insertTestStore(test);
    const engineer = { role: "engineer", brandId, locationId: null } as const;
    const ofStore = { role: "support", brandId: location.brandId, locationId: location.id } as const;
    const id = await person(engineer, ofStore);
    expect((await findOperator(test.db, id))?.grants).toEqual([engineer, ofStore]);
    expect(await seenBefore(id)).toEqual([]);
    const admin = { role: "brand_admin", brandId, locationId: null } as const;
    await setOperator(test.db, { ...ask(id), grants: [admin, engineer] });
    expect((await findOperator(test.db, id))?.grants).toEqual([admin, engineer]);
    expect(await seenBefore(id)).toEqual([{ role: "admin", brand_id: brandId }]);
  });

  it("reads an admin of every brand as an owner, and writes one so", async () => {
    const owner = { role: "owner", brandId: null, locationId: null } as const;
    const id = await person(owner);
    expect(await seenBefore(id)).toEqual([{ role: "admin", brand_id: null }]);
    expect((await findOperator(test.db, id))?.grants).toEqual([owner]);
  });

  it("go only with roles of the same brand, so that it lets nobody change whom this one does not", () => {
    const viewer = { role: "viewer", brandId, locationId: null } as const;
    const engineer = { role: "engineer", brandId: otherBrandId, locationId: null } as const;
    const ofStore = { role: "support", brandId: otherBrandId, locationId: "loc_1" } as const;
    expect(grantsProblem([viewer, engineer])).toBe("rolesApart");
    expect(grantsProblem([viewer, ofStore])).toBe("rolesApart");
    expect(grantsProblem([viewer, { ...engineer, brandId: null }])).toBe("rolesApart");
    expect(grantsProblem([engineer, ofStore])).toBeNull();
    expect(grantsProblem([viewer, { ...engineer, brandId }])).toBeNull();
    expect(grantsProblem([{ ...viewer, brandId: null }, engineer, ofStore])).toBeNull();
  });

  it.each([
    [{ role: "owner", brandId: "brd_1", locationId: null }, "ownerOfPlace"],
    [{ role: "brand_admin", brandId: null, locationId: null }, "brandAdminOfNone"],
    [{ role: "brand_admin", brandId: "brd_1", locationId: "loc_1" }, "brandAdminOfStore"],
  ] as const)("nobody can hold %j", (grant, why) => {
    expect(grantsProblem([grant])).toBe(why);
  });
});
