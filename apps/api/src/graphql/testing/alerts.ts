import { insertChannel, insertTestDelivery } from "@parley/db/alerts";
import { CLI } from "@parley/db/orders";
import type { TestStore } from "@parley/db/testing";
import { testMessage } from "../../alerts/message.ts";
import type { TestDoor } from "./door.ts";

/** A channel of a store's brand, by e-mail, with a message that waits. */
export async function addChannel({ test, deps }: TestDoor, store: TestStore) {
  const { db, vault } = test;
  const now = deps.now();
  const channel = await insertChannel(db, {
    ...{ kind: "email", name: "Ops", target: "ops@example.com", secret: null, vault },
    ...{
      kinds: ["pos"],
      language: "en",
      isOn: true,
      ...{ quietFrom: "22:00", quietTo: "07:00", quietZone: "UTC", digestAt: "08:00", digestZone: "UTC" },
      brandId: store.brand.id,
      locationId: null,
      by: CLI,
      now,
    },
  });
  if (channel === null) throw new Error("There are too many channels.");
  const message = testMessage(deps.config, channel);
  const delivery = await insertTestDelivery(db, {
    channel,
    message,
    by: CLI,
    now,
    ledgerNow: deps.ledgerNow(),
  });
  return { channel: channel.id, delivery: delivery.id };
}
