import type { Database, LedgerNow, Scope } from "@parley/db";
import type { CasePlace, CaseSubject } from "@parley/db/cases";
import { type Exchange, findExchange } from "@parley/db/exchanges";
import { findOrder, type Order } from "@parley/db/orders";
import type { IssueView } from "../issues/current.ts";
import { findIssue } from "../issues/find.ts";

/** What a case is about, and whose it is. */
export interface About {
  subject: CaseSubject;
  place: CasePlace;
}

export function aboutOrder({ id, brandId, locationId, connectionId }: Order): About {
  return { subject: { kind: "order", id }, place: { brandId, locationId, connectionId } };
}

export function aboutCall({ id, brandId, locationId, connectionId }: Exchange): About {
  return { subject: { kind: "call", id }, place: { brandId, locationId, connectionId } };
}

/** Whether a recorded call can have a case of its own: a submit that never became an order. */
export function isRefusedSubmit(exchange: Exchange): boolean {
  return exchange.direction === "in" && exchange.operation === "submit_order" && exchange.orderId === null;
}

export function aboutIssue({ id, brandId, locationId, connectionId }: IssueView): About {
  return { subject: { kind: "issue", id }, place: { brandId, locationId, connectionId } };
}

/** The order, the call of a refused submit, or the issue that this id names; null where there is none in this scope. */
export async function findAbout(
  db: Database,
  args: { scope: Scope; id: string; now: Date; ledgerNow: LedgerNow },
): Promise<About | null> {
  const { scope, id } = args;
  if (id.startsWith("iss_")) {
    const issue = await findIssue(db, args);
    return issue === null ? null : aboutIssue(issue);
  }
  if (id.startsWith("ord_")) {
    const order = await findOrder(db, { scope, orderId: id });
    return order === null ? null : aboutOrder(order);
  }
  const found = await findExchange(db, { scope, exchangeId: id });
  return found === null || !isRefusedSubmit(found.exchange) ? null : aboutCall(found.exchange);
}
