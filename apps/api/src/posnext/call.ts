import type { NewExchange } from "@parley/db/exchanges";
import type { DigestFields, Switches } from "@parley/par-contract";
import type { Caller } from "./caller.ts";
import type { ExchangePart, Learned } from "./exchange.ts";
import type { Message } from "./message.ts";
import type { Reply } from "./reply.ts";

/** A call that passed authentication, and with a body also the signature where the operation has one. */
export interface Call {
  message: Message;
  caller: Caller;
  switches: Switches;
  learned: Learned;
  /** The parsed JSON of the body; null for the status call. */
  json: unknown;
  fields: DigestFields | null;
  /** From the body, else from the token's claims. */
  organizationId: string | null;
  /** The `{orderId}` of the status call, still percent-encoded. */
  orderId: string | null;
  /** The row of this exchange as it stands, for a write that commits it together with an order. */
  row(part: ExchangePart): NewExchange;
  /** Runs one stage and keeps its time. */
  stage<T>(name: string, run: () => T | Promise<T>): Promise<T>;
}

/** What an operation does with a call. Refusals are thrown, verdicts returned. */
export type Act = (call: Call) => Promise<Reply>;
