import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  between,
  type CallOptions,
  type ChosenLine,
  composeOrder,
  type Exchange,
  hundredthsPerCent,
  type Manner,
  oneOf,
  type PosNextClient,
  randomLines,
  type WireBody,
} from "@parley/par-contract";
import { silenceOf } from "../lab.ts";
import type { StreamTally } from "../stream-tally.ts";
import { type Expected, faultsOf, isAs, TAKEN, VALIDATED } from "./expected.ts";
import { dishes, GuestOrder } from "./guest-order.ts";
import type { SoakRecord, SoakStore } from "./record.ts";

const GUESTS = ["Ada", "Grace", "Edsger", "Barbara", "Zoë", "José", "陽子"];
/** PAR gives an order up after as many calls that were not answered, or answered with a 5xx. */
const TRIES = 6;

/** An order that is being written: what will be sent, still to be changed. */
export interface Draft {
  readonly requestUid: string;
  readonly onlineOrderId: string;
  readonly store: SoakStore;
  readonly lines: readonly ChosenLine[];
  /** In PAR's hundredths. */
  readonly tipCents: number;
  readonly root: WireBody;
  readonly details: WireBody;
  /** The lines of `details`, and the modifiers of all of them, as objects to be changed. */
  readonly items: readonly WireBody[];
  readonly modifiers: readonly WireBody[];
}

/** How a draft is begun. */
export interface Wish {
  readonly store?: SoakStore;
  readonly lines?: readonly ChosenLine[];
  readonly manner?: Partial<Manner>;
  readonly requestUid?: string;
  readonly onlineOrderId?: string;
}

/** A draft as it goes over the wire, where that is not simply its JSON. */
export interface Wire {
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly path?: string;
}

/** An order that was written, and can be sent any number of times. */
export interface Sending {
  readonly order: GuestOrder;
  readonly requestUid: string;
  readonly body: string;
  readonly options: CallOptions;
}

function isObject(value: unknown): value is WireBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectsIn(value: unknown): WireBody[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function modifiersIn(line: WireBody): WireBody[] {
  return objectsIn(line.modifiers).flatMap((modifier) => [modifier, ...modifiersIn(modifier)]);
}

/** From where one shape plays PAR: writes orders, sends them, and notes what came of it. */
export class Desk {
  readonly shape: string;
  readonly client: PosNextClient;
  readonly random: () => number;
  readonly now: () => Date;
  readonly #record: SoakRecord;
  readonly #tally: StreamTally;

  constructor(shape: string, record: SoakRecord) {
    this.shape = shape;
    this.#record = record;
    const { client, random, now, tally } = record.parts;
    this.client = client;
    this.random = random;
    this.now = now;
    this.#tally = tally;
  }

  /** Any of the stores. */
  store(fits: (store: SoakStore) => boolean = () => true): SoakStore | null {
    return oneOf(this.random, this.#record.parts.stores.filter(fits));
  }

  /** An order that PAR has heard of before. */
  earlier(): GuestOrder | null {
    return oneOf(this.random, this.#record.recent);
  }

  /** An ordinary order, to be changed before it is sent. */
  draft(wish: Wish = {}): Draft {
    const { random } = this;
    const store = wish.store ?? this.#anyStore();
    const requestUid = wish.requestUid ?? randomUUID();
    const onlineOrderId = wish.onlineOrderId ?? `LAB-${requestUid.slice(0, 13).toUpperCase()}`;
    const lines = wish.lines ?? randomLines(random, store.index);
    const hundredths = hundredthsPerCent(store.currency);
    const manner: Manner = {
      orderType: oneOf(random, ["takeout", "takeout", "delivery", "dine_in", "curbside"]) ?? "takeout",
      currency: store.currency,
      scheduledAt: null,
      tipCents: random() < 0.5 ? 0 : between(random, 1, 20) * 50 * hundredths,
      firstName: oneOf(random, GUESTS) ?? "Ada",
      phone: `+1555555${between(random, 1_000, 9_999)}`,
      notes: null,
      ...wish.manner,
    };
    const address = {
      requestUid,
      requestDatetime: this.now().toISOString(),
      organizationId: store.organizationId,
      locationId: store.locationId,
      onlineOrderId,
    };
    const { body } = composeOrder(store.index, lines, address, manner);
    const details = isObject(body.order_details) ? body.order_details : {};
    const items = objectsIn(details.items);
    const modifiers = items.flatMap(modifiersIn);
    const { tipCents } = manner;
    return { requestUid, onlineOrderId, store, lines, tipCents, root: body, details, items, modifiers };
  }

  /** Ends a draft: from now on it is one order of a guest, whatever becomes of it. */
  write(draft: Draft, wire: Wire = {}, isDoubtful = false): Sending {
    const { requestUid, store, lines } = draft;
    const hundredths = Math.round(Number(draft.details.grand_total) * 100);
    const wanted = { totalCents: hundredths / hundredthsPerCent(store.currency), items: dishes(lines) };
    const { onlineOrderId } = draft;
    const order = new GuestOrder({ shape: this.shape, onlineOrderId, wanted, isDoubtful });
    this.#record.orders.push(order);
    return { order, ...this.#wired(requestUid, draft.root, wire) };
  }

  /** The same order of the guest in other bytes, or under another uid. */
  rewrite({ order }: Sending, requestUid: string, root: WireBody, wire: Wire = {}): Sending {
    return { order, ...this.#wired(requestUid, root, wire) };
  }

  /** Asks before payment. */
  validate({ body, options }: Sending, expected: Expected = VALIDATED): Promise<Exchange | null> {
    const { path: _, ...rest } = options;
    return this.call(expected, () => this.client.validate(body, rest));
  }

  /** Submits until there is an answer that is no 5xx, as PAR does after payment. */
  async submit(sending: Sending, expected: Expected = TAKEN): Promise<Exchange | null> {
    const { order, requestUid, body, options } = sending;
    order.sentAs(requestUid);
    for (let n = 1; n <= TRIES; n++) {
      const exchange = await this.call(expected, () => this.client.submit(body, options));
      if (exchange !== null) {
        order.hears(requestUid, exchange);
        if (exchange.response.status < 500) return exchange;
      }
      await wait(Math.min(5, Number(exchange?.response.headers["retry-after"] ?? 1)) * 1_000);
    }
    return null;
  }

  /** Submits, and hangs up before there is an answer. */
  async abandon({ order, requestUid, body, options }: Sending, afterMs: number): Promise<void> {
    order.sentAs(requestUid);
    try {
      const exchange = await this.client.submit(body, { ...options, signal: AbortSignal.timeout(afterMs) });
      order.hears(requestUid, exchange);
    } catch (error) {
      if (silenceOf(error) === null) throw error;
    }
  }

  /** Asks how an order stands, by any of its ids. */
  async poll(
    order: GuestOrder,
    requestUid: string,
    id: string,
    expected: Expected,
  ): Promise<Exchange | null> {
    const exchange = await this.call(expected, () => this.client.status(id));
    if (exchange !== null) order.hears(requestUid, exchange);
    return exchange;
  }

  /** Makes one call, and notes whether its answer is the expected one; null where none came. */
  async call(expected: Expected, send: () => Promise<Exchange>): Promise<Exchange | null> {
    this.#tally.started(this.shape);
    try {
      const exchange = await send();
      this.#record.judge(this.shape, exchange);
      const isExpected = isAs(expected, exchange) && faultsOf(exchange).length === 0;
      this.#tally.finished(this.shape, exchange, isExpected);
      return exchange;
    } catch (error) {
      const silence = silenceOf(error);
      if (silence === null) throw error;
      this.#tally.failed(this.shape, silence);
      return null;
    }
  }

  /** Notes that an answer does not fit to another. */
  contradict(what: string): void {
    this.#record.contradict(`${this.shape}: ${what}`);
  }

  #wired(requestUid: string, root: WireBody, { text, headers, path }: Wire): Omit<Sending, "order"> {
    const options = {
      ...(headers === undefined ? {} : { headers }),
      ...(path === undefined ? {} : { path }),
    };
    return { requestUid, body: text ?? JSON.stringify(root), options };
  }

  #anyStore(): SoakStore {
    const store = this.store();
    if (store === null) throw new RangeError("a soak has at least one store");
    return store;
  }
}
