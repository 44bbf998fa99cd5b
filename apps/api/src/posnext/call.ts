import type { NewExchange } from "@parley/db/exchanges";
import type { BodyOperation, OperationName, operations, Switches } from "@parley/par-contract";
import type { VerifiedBody } from "./body.ts";
import type { Caller } from "./caller.ts";
import type { ExchangePart } from "./exchange.ts";
import type { Learned } from "./learned.ts";
import type { Message } from "./message.ts";
import type { OrderReply, UnsignedReply } from "./reply.ts";

/** What every authenticated call of PAR brings, whatever its operation. */
export interface AuthenticatedCall {
  readonly message: Message;
  readonly caller: Caller;
  readonly switches: Switches;
  /** Adds to what is recorded of this call. */
  note(part: Partial<Learned>): void;
  /** The row of this exchange as known so far, for a write that commits it together with an order. */
  row(part: ExchangePart): NewExchange;
  /** Runs one stage and keeps its time. */
  stage<T>(name: string, run: () => T | Promise<T>): Promise<T>;
}

/** A call with a body that was verified for this very operation. */
export interface BodyCall<Name extends BodyOperation> extends AuthenticatedCall {
  readonly body: VerifiedBody<Name>;
}

/** PAR's poll for an order. */
export interface StatusCall extends AuthenticatedCall {
  /** One of an order's ids, decoded from the path; `""` where the path cannot name an order. */
  readonly orderId: string;
}

/** Only an operation whose answers the contract signs gives a reply that can be signed. */
export type ReplyTo<Name extends OperationName> = (typeof operations)[Name]["answerSigned"] extends true
  ? OrderReply
  : UnsignedReply;

/** What an operation does with its calls. Refusals are thrown, verdicts returned. */
export type BodyAct<Name extends BodyOperation> = (call: BodyCall<Name>) => Promise<ReplyTo<Name>>;
export type StatusAct = (call: StatusCall) => Promise<ReplyTo<"get_order">>;

export type BodyActs = { readonly [Name in BodyOperation]: BodyAct<Name> };

/** An act for every operation of the contract, each with its own type of call. */
export type Acts = BodyActs & {
  readonly [Name in Exclude<OperationName, BodyOperation>]: StatusAct;
};
