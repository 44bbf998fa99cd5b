import { randomUUID } from "node:crypto";
import { BRIDGE_EVENTS, EVENT_STORE_HEADER, signRequest } from "@parley/bridge-contract";
import { z } from "zod";
import { appendJsonLine, readJsonLines } from "./json-lines.ts";
import type { Keyring } from "./keyring.ts";

const outgoing = z.looseObject({ kind: z.string(), store: z.string(), occurred_at: z.string() });

/** The body of an event of the bridge. */
export type OutgoingEvent = z.infer<typeof outgoing>;

const line = z.union([
  z.object({ id: z.string(), done: z.literal(true) }),
  z.object({ id: z.string(), event: outgoing }),
]);

/** How an outbox sends its events to Parley. */
export interface OutboxOptions {
  /** Parley's address; null where no events are sent. */
  url: string | null;
  keyring: Keyring;
  /** The file that keeps unacknowledged events. */
  path: string;
  /** Multiplies the waits between tries. */
  timeScale: number;
  now: () => Date;
}

/** Waits before the second, third, … try of an event; the last one repeats. */
const RETRY_MS = [1_000, 5_000, 30_000, 60_000] as const;
const ANSWER_WITHIN_MS = 10_000;
/** Statuses after which a retry is no use: Parley will never accept the event. */
const HOPELESS: ReadonlySet<number> = new Set([400, 413, 415]);

/** Sends events to Parley at least once: each is on the disk until it is acknowledged, also over restarts. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #underWay = new Set<AbortController>();
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const waiting = new Map<string, OutgoingEvent>();
    for (const kept of readJsonLines(options.path, line)) {
      if ("done" in kept) waiting.delete(kept.id);
      else waiting.set(kept.id, kept.event);
    }
    for (const [id, event] of waiting) void this.#deliver(id, event, 0);
  }

  /** Stores the event and begins to send it. @returns its id; null where no events are sent. */
  tell(event: OutgoingEvent): string | null {
    if (this.#options.url === null) return null;
    const id = `evt_${randomUUID()}`;
    this.#keep({ id, event });
    void this.#deliver(id, event, 0);
    return id;
  }

  async #deliver(id: string, event: OutgoingEvent, tries: number): Promise<void> {
    const status = await this.#send(id, event);
    if (this.#isClosed) return;
    if (status === 200 || (status !== null && HOPELESS.has(status))) {
      if (status !== 200) console.error(`pos-simulator: Parley refuses the event ${id} with ${status}`);
      this.#keep({ id, done: true });
      return;
    }
    const waitMs = (RETRY_MS[tries] ?? 60_000) * this.#options.timeScale;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#deliver(id, event, tries + 1);
    }, waitMs);
    this.#timers.add(timer);
  }

  /** The status of the answer; null where none came. */
  async #send(id: string, event: OutgoingEvent): Promise<number | null> {
    const { url, keyring, now } = this.#options;
    if (url === null) return null;
    const body = JSON.stringify(event);
    const headers = {
      "content-type": "application/json",
      [EVENT_STORE_HEADER]: event.store,
      ...signRequest({ key: keyring.key, id, at: now(), ...BRIDGE_EVENTS, body }),
    };
    // A controller of its own: Node may collect a time-out that AbortSignal.any alone knows, which then never comes.
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), ANSWER_WITHIN_MS);
    this.#underWay.add(ending);
    const { signal } = ending;
    try {
      const address = url.replace(/\/+$/, "") + BRIDGE_EVENTS.path;
      const response = await fetch(address, { method: BRIDGE_EVENTS.method, headers, body, signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(ending);
    }
  }

  #keep(entry: z.infer<typeof line>): void {
    appendJsonLine(this.#options.path, entry);
  }

  /** Stops sending; unacknowledged events are sent after the next start. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const ending of this.#underWay) ending.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
