import { findCurrentMenu, listMenuServings } from "@parley/db/menus";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMenuServings, type Served } from "./servings.ts";
import { putMenu, teaRoomMenu } from "./testing/stored-menu.ts";

let test: TestDatabase;
let store: TestStore;
let menuId: string;
let warnings: number;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  warnings = 0;
  store = await insertTestStore(test);
  await putMenu(test.db, store.location.id, teaRoomMenu());
  menuId = (await findCurrentMenu(test.db, store.location.id))?.id ?? "";
});

const log = {
  warn() {
    warnings += 1;
  },
};
const second = (s: number) => new Date(Date.UTC(2026, 10, 30, 12, 0, s));
const served = (as: Served["as"], s: number): Served => {
  return { menuId, connectionId: store.connection.id, as, at: second(s) };
};
const kept = async () => (await listMenuServings(test.db, [menuId])).map(({ menuId: _, ...row }) => row);

describe("which version was served to whom", () => {
  it("is summed up over processes, whichever writes first", async () => {
    const [one, other] = [createMenuServings({ db: test.db, log }), createMenuServings({ db: test.db, log })];
    for (const as of ["menuCalls", "validates", "validates", "submits"] as const) one.note(served(as, 5));
    other.note(served("menuCalls", 2));
    other.note(served("submits", 9));
    await one.flush();
    await other.flush();
    one.note(served("validates", 4));
    await one[Symbol.asyncDispose]();
    expect(await kept()).toEqual([
      {
        connectionId: store.connection.id,
        firstAt: second(2),
        lastAt: second(9),
        ...{ menuCalls: 2, validates: 3, submits: 2 },
      },
    ]);
    expect(warnings).toBe(0);
  });

  it("is kept while the database is away, and told once", async () => {
    let isAway = true;
    const db = {
      get orm() {
        if (isAway) throw new Error("away");
        return test.db.orm;
      },
    };
    const servings = createMenuServings({ db, log });
    servings.note(served("menuCalls", 1));
    await servings.flush();
    servings.note(served("menuCalls", 3));
    await servings.flush();
    expect([await kept(), warnings]).toEqual([[], 1]);
    isAway = false;
    await servings.flush();
    expect(await kept()).toMatchObject([{ firstAt: second(1), lastAt: second(3), menuCalls: 2 }]);
  });
});
