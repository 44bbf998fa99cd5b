import { type Database, everyBrand } from "@parley/db";
import {
  type AlertChannel,
  DELIVER_JOB,
  type Delivery,
  findDelivery,
  noteTry,
  OWNERS,
  openChannelSecret,
} from "@parley/db/alerts";
import { listOperators } from "@parley/db/operators";
import type { Vault } from "@parley/db/secrets";
import type { JobHandler } from "../jobs/runner.ts";
import type { AlertSender, SendResult } from "./send.ts";
import { addressesOf } from "./target.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The waits between the tries of a message; after the last one it has failed. Some thirteen hours in all. */
export const RETRY_MS: readonly number[] = [
  5_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
];

export interface DeliverDeps {
  db: Database;
  vault: Vault;
  sender: AlertSender;
  now: () => Date;
}

/**
 * Delivers one message, again and again until it is there or has failed for good. A process that dies after it sent and
 * before it noted that sends once more: under the same id, by which the receiver knows it again.
 */
export function createDelivery(deps: DeliverDeps): JobHandler {
  const { db, now } = deps;
  return {
    kind: DELIVER_JOB,
    async run({ key: deliveryId }, signal) {
      const found = await findDelivery(db, { scope: everyBrand, deliveryId });
      if (found === null || found.delivery.state !== "waiting") return "done";
      const { delivery, channel } = found;
      const result = await tryOnce(deps, delivery, channel, signal);
      // The process ends: whether it arrived is not known, so it is not counted and the next one tries at once.
      if (result.kind !== "delivered") signal.throwIfAborted();
      const waitMs = result.kind === "failed" ? (RETRY_MS[delivery.attempts] ?? null) : null;
      const at = now();
      await noteTry(db, {
        id: delivery.id,
        state: result.kind === "delivered" ? "delivered" : waitMs === null ? "failed" : "waiting",
        attempts: delivery.attempts + 1,
        lastAnswer: result.answer,
        lastAt: at,
        nextAt: waitMs === null ? null : new Date(at.getTime() + waitMs),
        deliveredAt: result.kind === "delivered" ? at : null,
      });
      return waitMs === null ? "done" : { againInMs: waitMs };
    },
  };
}

async function tryOnce(
  { db, vault, sender }: DeliverDeps,
  delivery: Delivery,
  channel: AlertChannel,
  signal: AbortSignal,
): Promise<SendResult> {
  if (channel.deletedAt !== null) return { kind: "gone", answer: "channel_deleted" };
  const secret = await openChannelSecret(db, { vault, channelId: channel.id });
  const addresses = channel.kind === "email" ? await addressesFor(db, channel) : [];
  return await sender.send({ delivery, channel, secret, addresses }, signal);
}

async function addressesFor(db: Database, { target }: AlertChannel): Promise<string[]> {
  if (target !== OWNERS) return addressesOf(target);
  const operators = await listOperators(db);
  return operators
    .filter(
      ({ operator, grants }) => operator.disabledAt === null && grants.some(({ role }) => role === "owner"),
    )
    .map(({ operator }) => operator.email);
}
