import { afterAll, beforeAll, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import { listOrders } from "./list.ts";
import { recordResult } from "./result.ts";
import { searchOrders } from "./search.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

it("finds an order by all that search looks for, while it is open and when it is settled", async () => {
  const store = await insertTestStore(test);
  const order = {
    ...{ guestName: "Grace Hopper", guestPhone: "+1 (213) 555-0142", guestEmail: "grace@example.com" },
    ...{ onlineOrderId: "WEB-20417", grandTotalCents: 2_910 },
  };
  const inserted = await insertOrder(test.db, testOrder(store, order));
  if (inserted === null) throw new Error("the order was not stored");
  const { id, posReference } = inserted;
  const terms = [
    ...["WEB-20417", "WEB-20", "0417", posReference.slice(0, 8), "2135550142", "0142"],
    ...["grace@example.com", "29.10", "Grace Hopper", "Hopp", "Grace Hoper"],
  ];
  const scopes = { scope: everyBrand, guestScope: everyBrand };
  const isFoundBy = async (text: string) => {
    const { orders } = await searchOrders(test.db, { text, ...scopes, page: { limit: 5 } });
    return orders.map((found) => found.id);
  };
  const listed = () =>
    listOrders(test.db, {
      ...{ scope: everyBrand, page: { limit: 5 } },
      filter: { amount: { from: 2_900, to: 2_920 } },
    });
  for (const text of terms) expect(await isFoundBy(text), `open, by ${text}`).toEqual([id]);
  expect(await listed()).toMatchObject([{ id }]);
  await recordResult(test.db, testPlaced(id));
  for (const text of terms) expect(await isFoundBy(text), `settled, by ${text}`).toEqual([id]);
  expect(await listed()).toMatchObject([{ id }]);
});
