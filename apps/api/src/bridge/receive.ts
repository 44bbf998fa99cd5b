import { BridgeJsonError, parseBridgeJson, readBridgeEvent, signingKeyText } from "@parley/bridge-contract";
import type { Database, LedgerNow } from "@parley/db";
import { hasPosEvent, type Order, recordPosEvent } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { isDatabaseAway } from "../errors.ts";
import type { Budget } from "../http/budget.ts";
import type { Logger } from "../logger.ts";
import { redactText } from "../redact.ts";
import type { KeyUse } from "../stores/key-use.ts";
import { type EventAnswer, refused, repeated, taken } from "./answer.ts";
import { act, type EffectDeps } from "./effect.ts";
import { type ReceivedEvent, type Sender, verifySender } from "./sender.ts";

export interface ReceiveDeps extends EffectDeps {
  db: Database;
  ledgerNow: () => LedgerNow;
  vault: Vault;
  log: Logger;
  posEventBudget: Budget;
  keyUse: KeyUse;
}

/** The answer to a message, and its sender and order if they are known. */
export interface Received {
  answer: EventAnswer;
  sender: Sender | null;
  order: Order | null;
}

/** A longer event is stored only in the exchange record, in full. */
const KEPT_CHARACTERS_MAX = 16 * 1024;

/**
 * One message, from its bytes to its answer.
 *
 *     1. verify   whose POS sent it, over the exact bytes       401, the same for every reason
 *     2. limit    so many events of one store               429, not recorded
 *     3. read     strict JSON, then an event                    400, with what is wrong
 *     4. known?   a recorded id already had its effect          200 repeated
 *     5. act      every effect is safe to repeat
 *     6. record   last: a crash before it only acts again       200 recorded
 */
export async function receiveEvent(
  deps: ReceiveDeps,
  received: ReceivedEvent,
  receivedAt: Date,
): Promise<Received> {
  let sender: Sender | null = null;
  try {
    const verdict = await verifySender({ ...deps, now: receivedAt }, received);
    if (verdict.kind === "unauthenticated") {
      const answer = refused("unauthorized", "The message is not signed with this store's key", verdict);
      return { answer, sender: null, order: null };
    }
    sender = verdict.sender;
    if (!sender.isFormer) deps.keyUse.note(sender.location.id, signingKeyText(sender.key));
    const spent = deps.posEventBudget.spend(sender.location.id);
    if (!spent.allowed) {
      const answer = refused("rate_limited", "This store's POS sends too many events", spent);
      return { answer, sender, order: null };
    }
    return { sender, ...(await take(deps, sender, received.body, receivedAt)) };
  } catch (error) {
    return { answer: failed(error, deps.log), sender, order: null };
  }
}

async function take(
  deps: ReceiveDeps,
  sender: Sender,
  body: Buffer,
  receivedAt: Date,
): Promise<{ answer: EventAnswer; order: Order | null }> {
  const json = readJson(body);
  if (json === undefined) return invalid("The body is not JSON as the bridge allows it");
  const read = readBridgeEvent(json);
  if (read.kind === "invalid") return invalid(read.problem);
  const { event } = read;
  if (event.store !== sender.posStore) return invalid("The body names another store than the header");

  const locationId = sender.location.id;
  const message = { locationId, messageId: sender.messageId };
  if (await hasPosEvent(deps.db, message)) return { answer: repeated(), order: null };
  const effect =
    read.kind === "event"
      ? await act(deps, read.event, { locationId, receivedAt, isFormer: sender.isFormer })
      : { order: null, did: "kind_unknown" };
  const isFirst = await recordPosEvent(deps.db, {
    ...message,
    kind: event.kind,
    occurredAt: new Date(event.occurred_at),
    receivedAt,
    detail: detailOf(body),
  });
  return { answer: isFirst ? taken(effect.did) : repeated(), order: effect.order };
}

function invalid(message: string): { answer: EventAnswer; order: null } {
  return { answer: refused("invalid_request", message, { reason: message }), order: null };
}

/** undefined means that the body is not JSON; null is valid JSON. */
function readJson(body: Buffer): unknown {
  try {
    return parseBridgeJson(body);
  } catch (error) {
    if (error instanceof BridgeJsonError) return undefined;
    throw error;
  }
}

/** The event as received, with card numbers masked; null if it is too long or if masking breaks the JSON. */
function detailOf(body: Buffer): unknown {
  const text = redactText(body.toString("utf8"));
  if (text.length > KEPT_CHARACTERS_MAX) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function failed(error: unknown, log: Logger): EventAnswer {
  if (isDatabaseAway(error)) {
    const again = { reason: "database_away", retryAfterSeconds: 2 };
    return refused("unavailable", "Parley cannot take this event just now; send it again", again);
  }
  log.error({ err: error }, "an event of a POS failed");
  return refused("internal", "Something went wrong on our side; send it again");
}
