import type { OrderEvent } from "@parley/db/orders";
import { type Catalogue, messagesOf } from "@parley/words";
import { expect, expectTypeOf, it } from "vitest";

/** The catalogue has a name for each event of the ledger, and for none that it does not know. Checked by `tsc`. */
it("has a name for each event of the ledger", () => {
  expectTypeOf<keyof Catalogue["order"]["events"]["kind"]>().toEqualTypeOf<OrderEvent["kind"]>();
  const { unlisted, kind } = messagesOf("en", "order").events;
  expect(Object.values(kind)).not.toContain(unlisted);
});
