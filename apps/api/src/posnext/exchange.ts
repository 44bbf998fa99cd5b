import type { Database } from "@parley/db";
import { type ExchangeStage, insertExchanges, type NewExchange } from "@parley/db/exchanges";
import type { Logger } from "../logger.ts";
import { redactHeaders, redactText } from "../redact.ts";
import type { Learned } from "./learned.ts";
import type { Message } from "./message.ts";
import type { Reply } from "./reply.ts";

/** What a row needs to know about the reply. */
export type ExchangePart = Omit<Reply, "recorded">;

/** Bodies of unauthenticated callers are cut to this length. */
const UNAUTHENTICATED_BODY_MAX = 4 * 1024;

/** Menus are stored by version, so an exchange needs only the beginning of one. */
const MENU_BODY_MAX = 2 * 1024;

/** One exchange with PAR as a row, without secrets and card-like digits. */
export function exchangeRow(args: {
  message: Message;
  learned: Learned;
  stages: ExchangeStage[];
  durationUs: number;
  reply: ExchangePart;
}): NewExchange {
  const { message, learned, reply } = args;
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
    connectionId: learned.caller?.connection.id ?? null,
    brandId: reply.about.store?.brandId ?? null,
    locationId: reply.about.store?.locationId ?? null,
    orderId: reply.about.orderId,
    attempt: null,
    method: message.method,
    path: redactText(message.path.slice(0, 500)),
    status: reply.status,
    code: reply.code,
    reason: reply.reason,
    requestUid: learned.fields?.requestUid ?? null,
    onlineOrderId: learned.fields?.onlineOrderId ?? reply.about.onlineOrderId,
    parOrganizationId: learned.organizationId,
    parLocationId: learned.fields?.locationId ?? null,
    at: message.receivedAt,
    durationUs: args.durationUs,
    stages: args.stages,
    seen: Object.keys(learned.seen).length === 0 ? null : learned.seen,
    drift: learned.drift,
    signed: reply.mayBeSigned && learned.caller !== null,
    replayed: reply.replayed,
    remoteAddress: message.remoteAddress,
    bodies: {
      requestHeaders: redactHeaders(message.headers),
      requestBody: requestBody === "" ? null : redactText(requestBody),
      responseHeaders: redactHeaders(reply.headers),
      responseBody: redactText(
        learned.operation === "get_menu" ? reply.body.slice(0, MENU_BODY_MAX) : reply.body,
      ),
      stringSigned: learned.stringSigned,
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
        await insertExchanges(db, batch);
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
