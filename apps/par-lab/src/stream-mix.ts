import { randomUUID } from "node:crypto";
import {
  between,
  type ChosenLine,
  chooseLine,
  composeOrder,
  type Exchange,
  hundredthsPerCent,
  type MenuIndex,
  oneOf,
  type PosNextClient,
  randomLines,
  type WireBody,
} from "@parley/par-contract";

/** Kinds of calls in a stream; those after `slow` are meant to be refused. */
export const STREAM_KINDS = [
  "menus",
  "validate",
  "submit",
  "replay",
  "poll",
  "slow",
  "wrong digest",
  "no token",
  "unknown item",
  "sold out",
  "wrong price",
] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** How often each kind comes, out of their sum. */
const WEIGHTS: Readonly<Record<StreamKind, number>> = {
  menus: 3,
  validate: 34,
  submit: 38,
  replay: 3,
  poll: 10,
  slow: 1,
  "wrong digest": 3,
  "no token": 2,
  "unknown item": 2,
  "sold out": 2,
  "wrong price": 2,
};

const GUESTS = [
  "Ada",
  "Grace",
  "Edsger",
  "Barbara",
  "Donald",
  "Margaret",
  "Alan",
  "Radia",
  "Zoë",
  "José",
  "陽子",
];
const NOTES = [null, null, null, "No onions, please", "Leave it at the desk 🙂", "Salsa à part"];

/** One call of the stream: how it is sent, and whether its answer is the one it should have. */
export interface StreamCall {
  readonly kind: StreamKind;
  send(): Promise<Exchange>;
  isExpected(exchange: Exchange): boolean;
}

interface Sent {
  readonly requestUid: string;
  readonly body: WireBody;
}

/** What a stream is made from. */
export interface MixInput {
  readonly client: PosNextClient;
  readonly index: MenuIndex;
  readonly currency: string;
  readonly organizationId: string;
  readonly locationId: string;
  readonly random: () => number;
  readonly now: () => Date;
}

function statusOf(exchange: Exchange): unknown {
  const { json } = exchange.response;
  return typeof json === "object" && json !== null && "status" in json ? json.status : null;
}

/** Makes call after call: polls and replays use orders that were submitted before. */
export class StreamMix {
  readonly #input: MixInput;
  readonly #sent: Sent[] = [];
  readonly #pending = new Set<string>();

  constructor(input: MixInput) {
    this.#input = input;
  }

  /** Orders that were last seen pending, by request_uid. */
  get pending(): readonly string[] {
    return [...this.#pending];
  }

  /** The next call, drawn by weight; a kind that is not possible yet becomes a submit. */
  next(): StreamCall {
    const { random } = this.#input;
    const sum = STREAM_KINDS.reduce((total, kind) => total + WEIGHTS[kind], 0);
    let drawn = random() * sum;
    for (const kind of STREAM_KINDS) {
      drawn -= WEIGHTS[kind];
      if (drawn < 0) return this.call(kind);
    }
    return this.call("submit");
  }

  /** A call of one kind. */
  call(kind: StreamKind): StreamCall {
    switch (kind) {
      case "menus":
        return this.#menus();
      case "validate":
        return this.#plain(kind, ["validated"]);
      case "replay":
      case "poll":
        return this.#again(kind);
      case "slow":
        return this.#testItem("slow", "sim-slow", ["placed", "pending"]) ?? this.call("submit");
      case "sold out":
        return this.#testItem("sold out", "sim-sold-out", ["rejected"]) ?? this.call("unknown item");
      case "wrong digest":
      case "no token":
        return this.#unverified(kind);
      case "unknown item":
      case "wrong price":
        return this.#refused(kind);
      case "submit":
        return this.#plain(kind, ["placed", "pending"]);
    }
  }

  /** Asks for the status of a pending order; true once it is final. */
  async isSettled(requestUid: string): Promise<boolean> {
    this.#note(requestUid, await this.#input.client.status(requestUid));
    return !this.#pending.has(requestUid);
  }

  #note(requestUid: string, exchange: Exchange): Exchange {
    if (statusOf(exchange) === "pending") this.#pending.add(requestUid);
    else if (exchange.verdict.ok) this.#pending.delete(requestUid);
    return exchange;
  }

  #order(lines: readonly ChosenLine[], changes: WireBody = {}): Sent {
    const { index, currency, organizationId, locationId, random, now } = this.#input;
    const requestUid = randomUUID();
    const { body } = composeOrder(
      index,
      lines,
      {
        requestUid,
        requestDatetime: now().toISOString(),
        organizationId,
        locationId,
        onlineOrderId: `LAB-${requestUid.slice(0, 13).toUpperCase()}`,
      },
      {
        orderType: oneOf(random, ["takeout", "takeout", "delivery", "dine_in", "curbside"]) ?? "takeout",
        currency,
        scheduledAt: null,
        tipCents: random() < 0.5 ? 0 : between(random, 1, 20) * 50 * hundredthsPerCent(currency),
        firstName: oneOf(random, GUESTS) ?? "Ada",
        phone: `+1555555${between(random, 1_000, 9_999)}`,
        notes: oneOf(random, NOTES),
      },
    );
    return { requestUid, body: { ...body, ...changes } };
  }

  #lines(): ChosenLine[] {
    return randomLines(this.#input.random, this.#input.index);
  }

  #menus(): StreamCall {
    const { client, organizationId, locationId } = this.#input;
    const body = { organization_id: organizationId, location_id: locationId };
    return { kind: "menus", send: () => client.menus(body), isExpected: ({ verdict }) => verdict.ok };
  }

  #plain(kind: "validate" | "submit", statuses: readonly string[], lines = this.#lines()): StreamCall {
    const { client } = this.#input;
    const sent = this.#order(lines);
    const send = async () => {
      if (kind === "validate") return client.validate(sent.body);
      const exchange = this.#note(sent.requestUid, await client.submit(sent.body));
      this.#sent.push(sent);
      if (this.#sent.length > 1_000) this.#sent.shift();
      return exchange;
    };
    return {
      kind,
      send,
      isExpected: (exchange) => exchange.verdict.ok && statuses.includes(String(statusOf(exchange))),
    };
  }

  #again(kind: "replay" | "poll"): StreamCall {
    const { client, random } = this.#input;
    const sent = oneOf(random, this.#sent);
    if (sent === null) return this.call("submit");
    const requestUid = kind === "poll" ? (oneOf(random, this.pending) ?? sent.requestUid) : sent.requestUid;
    const send = async () =>
      this.#note(
        requestUid,
        kind === "poll" ? await client.status(requestUid) : await client.submit(sent.body),
      );
    return { kind, send, isExpected: ({ verdict }) => verdict.ok };
  }

  /** Null where the menu has no such test item. */
  #testItem(kind: "slow" | "sold out", itemId: string, statuses: readonly string[]): StreamCall | null {
    const { index } = this.#input;
    if (!index.products.has(itemId)) return null;
    const line = chooseLine(index, {
      itemId,
      priceLevelId: null,
      quantity: 1,
      unitPriceCents: null,
      modifiers: [],
    });
    return { ...this.#plain("submit", statuses, [line]), kind };
  }

  #unverified(kind: "wrong digest" | "no token"): StreamCall {
    const { client } = this.#input;
    const { body } = this.#order(this.#lines());
    const headers = kind === "no token" ? { authorization: null } : { "x-pch-digest": "0".repeat(64) };
    return {
      kind,
      send: () => client.submit(body, { headers }),
      isExpected: ({ response }) =>
        (response.status === 401 || response.status === 412) &&
        response.headers["x-pch-digest"] === undefined,
    };
  }

  #refused(kind: "unknown item" | "wrong price"): StreamCall {
    const [first, ...rest] = this.#lines();
    const spoilt = {
      itemId: "no-such-item",
      name: "No such item",
      priceLevelId: null,
      taxIds: [],
      modifiers: [],
    };
    const line =
      kind === "wrong price" && first !== undefined
        ? { ...first, unitPriceCents: first.unitPriceCents + 100 }
        : { ...spoilt, quantity: 1, unitPriceCents: 100 };
    return { ...this.#plain("submit", ["rejected"], [line, ...rest]), kind };
  }
}
