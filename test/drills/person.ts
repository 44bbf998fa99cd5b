import { setTimeout as pause } from "node:timers/promises";
import type { JournalLine, PlacedLine } from "./checker/journals.ts";
import type { HistoryFile } from "./history-file.ts";
import type { Random } from "./random.ts";

/**
 * The person at support: takes the orders that wait for attention, calls the store (looks into the POS's
 * journal), and reports the result through the operators' API. An order that is found is reported at once;
 * one that is not found is reported only after the API says that it cannot reach the POS any more.
 */
export interface PersonPlan {
  apiKey: string;
  /** Base URLs of processes that may be asked. */
  route: () => readonly string[];
  history: HistoryFile;
  random: Random;
  /** The POS's journal. */
  journal: () => readonly JournalLine[];
  /** How long an order waits before the person looks. */
  patienceMs: number;
}

interface Waiting {
  id: string;
  requestUid: string;
  attempt: number;
  quietFrom: string | null;
}

interface Acted {
  act: { __typename: string };
}

const LOOK_MS = 500;
const ASK_WITHIN_MS = 5_000;

export class Person {
  readonly #plan: PersonPlan;
  readonly #since = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #work: Promise<void>;
  #paused = false;

  constructor(plan: PersonPlan) {
    this.#plan = plan;
    this.#work = this.#lookAgainAndAgain();
  }

  /** Does nothing while a fault is made; afterwards the wait of every order starts again. */
  pause(): void {
    this.#paused = true;
    this.#since.clear();
  }

  resume(): void {
    this.#paused = false;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #lookAgainAndAgain(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if (!this.#paused) await this.#look().catch(() => {});
      await pause(LOOK_MS, undefined, { signal }).catch(() => {});
    }
  }

  async #look(): Promise<void> {
    const waiting = await this.#waiting();
    const now = performance.now();
    const ids = new Set(waiting.map(({ id }) => id));
    for (const id of this.#since.keys()) if (!ids.has(id)) this.#since.delete(id);
    for (const { id } of waiting) if (!this.#since.has(id)) this.#since.set(id, now);
    const due = waiting.filter(({ id }) => now - (this.#since.get(id) ?? now) >= this.#plan.patienceMs);
    if (due.length === 0) return;
    // Read after the API's answer: if nothing can arrive any more, a ticket missing here stays missing.
    const tickets = new Map<string, PlacedLine>();
    for (const line of this.#plan.journal()) if (line.kind !== "void") tickets.set(line.request_uid, line);
    await Promise.all(due.map((order) => this.#settle(order, tickets.get(order.requestUid) ?? null)));
  }

  /** Confirms an order that was found. One that was not found is confirmed absent or sent again. */
  async #settle(order: Waiting, ticket: PlacedLine | null): Promise<void> {
    const act =
      ticket !== null ? "confirm_placed" : this.#plan.random.pick(["confirm_absent", "resend_now"] as const);
    if (act !== "confirm_placed" && order.quietFrom !== null) return;
    const posOrderId = ticket?.pos_order_id ?? null;
    this.#since.delete(order.id);
    const mutation = MUTATIONS[act];
    const found = posOrderId === null ? { attempt: order.attempt } : { posOrderId };
    const input = { orderId: order.id, ...found, note: "drill" };
    // Written first: an act may take effect even if its answer is lost.
    this.#plan.history.write({ kind: "act", requestUid: order.requestUid, act, posOrderId });
    const { act: answer } = await this.#ask<Acted>(mutation, { input });
    if (answer.__typename !== "PosOrderTaken") return;
    // The ticket has this order's request uid, so it is this order's, even if another one has its number.
    await this.#ask<Acted>(mutation, { input: { ...input, overrules: true } });
  }

  async #waiting(): Promise<Waiting[]> {
    const query = `{ orders(first: 100, filter: { states: [ATTENTION] }) { edges { node { id requestUid attempt quietFrom } } } }`;
    const data = await this.#ask<{ orders: { edges: { node: Waiting }[] } }>(query, {});
    return data.orders.edges.map(({ node }) => node);
  }

  async #ask<Data>(query: string, variables: object): Promise<Data> {
    const [url] = this.#plan.route();
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.#plan.apiKey}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
    });
    const answer: { data?: Data | null } = await response.json();
    if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer));
    return answer.data;
  }
}

const MUTATIONS = {
  confirm_placed: `mutation($input: ConfirmOrderPlacedInput!) { act: confirmOrderPlaced(input: $input) { __typename } }`,
  confirm_absent: `mutation($input: ConfirmOrderAbsentInput!) { act: confirmOrderAbsent(input: $input) { __typename } }`,
  resend_now: `mutation($input: ResendOrderInput!) { act: resendOrder(input: $input) { __typename } }`,
} as const;
