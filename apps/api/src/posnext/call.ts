import type { NewExchange } from "@parley/db/exchanges";
import type { BodyOperation, OperationName, Switches } from "@parley/par-contract";
import type { VerifiedBody } from "./body.ts";
import type { Caller } from "./caller.ts";
import type { ExchangePart, Learned } from "./exchange.ts";
import type { Message } from "./message.ts";
import type { Reply } from "./reply.ts";

/** What every authenticated call of PAR brings, whatever its operation. */
export interface AuthenticatedCall {
  message: Message;
  caller: Caller;
  switches: Switches;
  learned: Learned;
  /** The row of this exchange as it stands, for a write that commits it together with an order. */
  row(part: ExchangePart): NewExchange;
  /** Runs one stage and keeps its time. */
  stage<T>(name: string, run: () => T | Promise<T>): Promise<T>;
}

/** A call with a body that was verified for this very operation. */
export interface BodyCall<Name extends BodyOperation> extends AuthenticatedCall {
  body: VerifiedBody<Name>;
}

/** PAR's poll for an order. */
export interface StatusCall extends AuthenticatedCall {
  /** The `{orderId}` of the path, still percent-encoded. */
  orderId: string;
}

/** What an operation does with a call of its own. Refusals are thrown, verdicts returned. */
export type BodyAct<Name extends BodyOperation> = (call: BodyCall<Name>) => Promise<Reply>;
export type StatusAct = (call: StatusCall) => Promise<Reply>;

export type BodyActs = { readonly [Name in BodyOperation]: BodyAct<Name> };

/** An act for every operation of the contract, each with its own type of call. */
export type Acts = BodyActs & {
  readonly [Name in Exclude<OperationName, BodyOperation>]: StatusAct;
};
