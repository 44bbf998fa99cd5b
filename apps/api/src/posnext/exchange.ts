import type { Database } from "@parley/db";
import { type ExchangeStage, insertExchanges, type NewExchange } from "@parley/db/exchanges";
import type { Logger } from "../logger.ts";
import { redactHeaders, redactSecrets, redactText } from "../redact.ts";
import type { Learned } from "./learned.ts";
import type { Message } from "./message.ts";
import { refusedContentOf } from "./refused-content.ts";
import type { Reply } from "./reply.ts";

/** What a row needs to know about the reply. */
export type ExchangePart = Omit<Reply, "recorded">;

/** Bodies of unauthenticated callers are cut to this length. */
const UNAUTHENTICATED_BODY_MAX = 4 * 1024;

/** Menus are stored by version, so an exchange needs only the beginning of one. */
const MENU_BODY_MAX = 2 * 1024;

/**
 * One exchange with PAR as a row, without secrets and card numbers, in whichever field they came.
 * @param args.sharedIds that the message may hold
 */
export function exchangeRow(args: {
  message: Message;
  learned: Learned;
  stages: ExchangeStage[];
  durationUs: number;
  reply: ExchangePart;
  sharedIds: readonly string[];
}): NewExchange {
  const { message, learned, reply, sharedIds } = args;
  const id = (value: string | null | undefined) => (value == null ? null : redactSecrets(value, sharedIds));
  const text = (value: string) => redactText(value, sharedIds);
  const store = reply.about.store ?? learned.testStore;
  const isUnauthenticated = learned.caller === null;
  const requestBody = learned.bytes.toString(
    "utf8",
    0,
    isUnauthenticated ? UNAUTHENTICATED_BODY_MAX : learned.bytes.length,
  );
  return {
    id: message.id,
    direction: "in",
    operation: learned.operation,
    connectionId: learned.caller?.connection.id ?? learned.signerConnectionId,
    brandId: store?.brandId ?? null,
    locationId: store?.locationId ?? null,
    orderId: reply.about.orderId,
    attempt: null,
    method: message.method,
    // A path names ids, which are no free text.
    path: redactSecrets(message.path, sharedIds).slice(0, 500),
    status: reply.status,
    outcome: reply.outcome,
    code: reply.code,
    reason: reply.reason,
    requestUid: id(learned.fields?.requestUid),
    onlineOrderId: id(learned.fields?.onlineOrderId ?? reply.about.onlineOrderId),
    parOrganizationId: id(learned.organizationId),
    parLocationId: id(learned.fields?.locationId),
    at: message.receivedAt,
    durationUs: args.durationUs,
    stages: args.stages,
    seen: Object.keys(learned.seen).length === 0 ? null : learned.seen,
    drift: learned.drift === null ? null : JSON.parse(text(JSON.stringify(learned.drift))),
    signed: reply.mayBeSigned && learned.caller !== null,
    replayed: reply.replayed,
    remoteAddress: message.remoteAddress,
    bodies: {
      requestHeaders: redactHeaders(message.headers, sharedIds),
      requestBody: requestBody === "" ? null : text(requestBody),
      responseHeaders: redactHeaders(reply.headers, sharedIds),
      responseBody: text(
        learned.operation === "get_menu"
          ? (reply.body + (reply.rest?.beginning ?? "")).slice(0, MENU_BODY_MAX)
          : reply.body,
      ),
      stringSigned: id(learned.stringSigned),
      note: null,
    },
  };
}

/** Writes exchanges in batches; drops some rather than delay an answer or fill the memory. */
export interface ExchangeWriter extends AsyncDisposable {
  write(row: NewExchange): void;
  /** Resolves when everything that was waiting has been written. */
  flush(): Promise<void>;
  /** Rows that could not be kept, since the start. */
  readonly dropped: number;
}

const FLUSH_MS = 50;
const BATCH_MAX = 200;
const WAITING_MAX = 5_000;

export function createExchangeWriter(db: Database, log: Logger): ExchangeWriter {
  let waiting: NewExchange[] = [];
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;
  let dropped = 0;

  function drop(count: number, error?: unknown): void {
    dropped += count;
    log.warn({ err: error, count, dropped }, "exchanges were not recorded");
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_MAX);
      waiting = waiting.slice(BATCH_MAX);
      try {
        // Read here, long after the answer has left.
        await insertExchanges(
          db,
          batch.map((row) => ({ ...row, content: refusedContentOf(row) })),
        );
      } catch (error) {
        drop(batch.length, error);
      }
    }
  }

  function flushSoon(): void {
    if (timer !== null || flushing !== null) return;
    timer = setTimeout(() => {
      timer = null;
      flushing = writeAll().finally(() => {
        flushing = null;
        if (waiting.length > 0) flushSoon();
      });
    }, FLUSH_MS);
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    await flushing;
    await writeAll();
  }

  return {
    flush,
    write(row) {
      if (waiting.length >= WAITING_MAX) drop(1);
      else waiting.push(row);
      flushSoon();
    },
    get dropped() {
      return dropped;
    },
    [Symbol.asyncDispose]: flush,
  };
}
