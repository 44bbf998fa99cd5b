import type { Exchange, OrderStatus } from "@parley/par-contract";

/** What PAR knows of an order after an answer to one of its request uids. */
export type Told =
  /** No answer, or one that promises nothing. */
  | "nothing"
  | "pending"
  | "placed"
  /** `rejected`, `errored`, or a call that was refused: PAR may refund. */
  | "failed"
  /** Promised, and then unknown to the gateway. */
  | "forgotten";

/** What came of an order at a kitchen, or was to come of it: enough to see that it is the same. */
export interface Dishes {
  /** The currency's minor unit. */
  readonly totalCents: number;
  /** `9 x taco-trio`, sorted. */
  readonly items: readonly string[];
}

/** How an order writes its dishes, so that two lists can be compared. */
export function dishes(lines: readonly { readonly itemId: string; readonly quantity: number }[]): string[] {
  return lines.map(({ itemId, quantity }) => `${quantity} x ${itemId}`).sort();
}

const WORDS: Readonly<Record<string, Told | undefined>> = {
  pending: "pending",
  placed: "placed",
  rejected: "failed",
  errored: "failed",
} satisfies Partial<Record<OrderStatus, Told>>;

/** The word `status` of an answer; null where it has none. */
export function statusOf({ response }: Pick<Exchange, "response">): string | null {
  const { json } = response;
  const word = typeof json === "object" && json !== null && "status" in json ? json.status : null;
  return typeof word === "string" ? word : null;
}

function toldBy(exchange: Exchange): Told {
  const { status } = exchange.response;
  // A conflict tells how the order stands that was there before, not this one.
  if (status === 409 || status === 429 || status >= 500) return "nothing";
  const word = WORDS[statusOf(exchange) ?? ""];
  if (word !== undefined) return word;
  return exchange.operation === "get_order" && status === 404 ? "forgotten" : "failed";
}

/** One order of a guest, however often and under however many request uids it was sent. */
export class GuestOrder {
  readonly shape: string;
  readonly onlineOrderId: string | null;
  readonly wanted: Dishes;
  /** Its POS fails it, or loses its answer: it may stand open until somebody is asked. */
  readonly isDoubtful: boolean;
  readonly #told = new Map<string, Told>();
  #hasChanged = false;

  constructor(from: { shape: string; onlineOrderId: string | null; wanted: Dishes; isDoubtful: boolean }) {
    this.shape = from.shape;
    this.onlineOrderId = from.onlineOrderId;
    this.wanted = from.wanted;
    this.isDoubtful = from.isDoubtful;
  }

  /** The request uids that it was sent under. */
  get requestUids(): readonly string[] {
    return [...this.#told.keys()];
  }

  /** A submit under this uid is about to leave. */
  sentAs(requestUid: string): void {
    if (!this.#told.has(requestUid)) this.#told.set(requestUid, "nothing");
  }

  /** An answer to a submit or a poll of this uid. */
  hears(requestUid: string, exchange: Exchange): void {
    const before = this.#told.get(requestUid) ?? "nothing";
    const now = toldBy(exchange);
    // What was never promised may well be unknown.
    if (now === "nothing" || (now === "forgotten" && before === "nothing")) return;
    const wasFinal = before === "placed" || before === "failed";
    if (wasFinal && now !== before) this.#hasChanged = true;
    else this.#told.set(requestUid, now);
  }

  /** Whether PAR was told so under any of its uids. */
  was(told: Told): boolean {
    return [...this.#told.values()].includes(told);
  }

  /** The uids under which PAR has no final answer yet. */
  get openUids(): readonly string[] {
    return [...this.#told].filter(([, told]) => told === "pending" || told === "nothing").map(([uid]) => uid);
  }

  /** Whether an end that was told was told otherwise later. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }
}
