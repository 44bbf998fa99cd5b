import type { Exchange, MenuIndex, PosNextClient } from "@parley/par-contract";
import type { StreamTally } from "../stream-tally.ts";
import { faultsOf } from "./expected.ts";
import type { GuestOrder } from "./guest-order.ts";

/** A store whose menu was fetched. */
export interface SoakStore {
  readonly organizationId: string;
  readonly locationId: string;
  readonly currency: string;
  readonly index: MenuIndex;
}

/** What a soak is made from. */
export interface SoakParts {
  readonly client: PosNextClient;
  readonly stores: readonly SoakStore[];
  readonly random: () => number;
  readonly now: () => Date;
  readonly tally: StreamTally;
}

/** How many of the orders are asked about again, and repeated. */
const RECENT = 500;

/** What was sent in a soak, and what is wrong with what came back. */
export class SoakRecord {
  readonly parts: SoakParts;
  readonly orders: GuestOrder[] = [];
  /** Answers of 500 and more, each as one line. */
  readonly serverErrors: string[] = [];
  /** Answers that our own client does not take for the contract's. */
  readonly refusedAnswers: string[] = [];
  /** Answers that do not fit to one another. */
  readonly contradictions: string[] = [];

  constructor(parts: SoakParts) {
    this.parts = parts;
  }

  /** The last orders of which PAR has heard that they are taken. */
  get recent(): readonly GuestOrder[] {
    return this.orders.slice(-RECENT).filter((order) => order.was("placed") || order.was("pending"));
  }

  /** Orders without a final answer, but those that their POS fails. */
  get open(): readonly GuestOrder[] {
    return this.orders.filter(({ isDoubtful, openUids }) => !isDoubtful && openUids.length > 0);
  }

  /** Notes an answer that no caller should get. */
  judge(shape: string, exchange: Exchange): void {
    const { status, body } = exchange.response;
    if (status >= 500) this.serverErrors.push(`${shape}: ${status} ${body.slice(0, 200)}`);
    const faults = faultsOf(exchange);
    if (faults.length > 0) this.refusedAnswers.push(`${shape}: ${status} ${faults.join("; ")}`);
  }

  contradict(what: string): void {
    this.contradictions.push(what);
  }
}
