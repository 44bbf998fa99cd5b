import type { Database, LocationId, Scope } from "@parley/db";
import { type Exchange, findExchange, listExchanges } from "@parley/db/exchanges";
import { findOrder } from "@parley/db/orders";
import {
  ContractError,
  type Issue,
  parseJson,
  parseOrderRequest,
  readOrderBody,
  type Switches,
} from "@parley/par-contract";
import { z } from "zod";
import type { Judgement } from "../intake/submit.ts";
import type { OrderCall } from "../room.ts";

/**
 * What would become of a refused submit if PAR sent it now, by today's mappings, menu and prices. It only reads: what
 * PAR was told is final, nothing is sent, and only PAR's new submit places an order.
 */
export type Recheck =
  | { kind: "placed"; grandTotalCents: number; currency: string }
  | { kind: "rejected" | "invalid"; issues: RecheckedIssue[]; gone: FirstIssue[] }
  | { kind: "unmapped_organization" | "unmapped_location"; id: string }
  | { kind: "no_menu"; locationId: LocationId }
  /** PAR's request is not kept (any more). */
  | { kind: "no_request" }
  | { kind: "not_refused" };

/** A reason that PAR was given. */
export interface FirstIssue {
  code: string;
  message: string;
  lineId: string | null;
}

export interface RecheckedIssue extends FirstIssue {
  /** True where PAR was not given this reason before. */
  isNew: boolean;
}

export interface RecheckDeps {
  db: Database;
  judge(call: OrderCall): Promise<Judgement>;
  switchesOf(connectionId: string): Switches;
  /** Whether a connection's orders are refused at a moment. */
  isPausedAt(connectionId: string, at: Date): boolean;
  /** Has the mappings of a connection read anew. */
  forgetConnection(connectionId: string): void;
  now: () => Date;
}

/** Which call is judged, and how. */
export interface RecheckArgs {
  scope: Scope;
  /** Of an order, or of a recorded call. */
  id: string;
  /** True to judge a refused validate as well. */
  isValidateToo?: boolean;
  /** True right after something was mapped: the mappings are read anew. */
  isMappedNow?: boolean;
}

export type RecheckSubmit = (args: RecheckArgs) => Promise<Recheck | null>;

/** Answers about other orders, under ids that were used before. */
const CONFLICTS: readonly (string | null)[] = ["idempotency_conflict", "order_already_submitted"];
/** Submits of one order that are looked through for the one that was refused. */
const SUBMITS_MAX = 20;

/** @returns a function that gives null where no such order or call is in scope */
export function createRecheck(deps: RecheckDeps): RecheckSubmit {
  const { db } = deps;

  async function find({ scope, id, isValidateToo = false }: RecheckArgs): Promise<Exchange | Recheck | null> {
    if (!id.startsWith("ord_")) {
      const found = await findExchange(db, { scope, exchangeId: id });
      if (found === null) return null;
      const { operation, direction, orderId } = found.exchange;
      if (isValidateToo && operation === "validate_order" && direction === "in") return found.exchange;
      if (operation !== "submit_order" || direction !== "in") return { kind: "not_refused" };
      return orderId === null ? found.exchange : await find({ scope, id: orderId });
    }
    const order = await findOrder(db, { scope, orderId: id });
    if (order === null) return null;
    if (order.state !== "rejected" && order.state !== "errored") return { kind: "not_refused" };
    const submits = await listExchanges(db, {
      scope,
      filter: { orderId: id, direction: "in", operations: ["submit_order"] },
      page: { limit: SUBMITS_MAX },
    });
    return submits.findLast(({ code }) => !CONFLICTS.includes(code)) ?? { kind: "no_request" };
  }

  return async (args) => {
    const exchange = await find(args);
    if (exchange === null || "kind" in exchange) return exchange;
    const { connectionId } = exchange;
    const { bodies } = (await findExchange(db, { scope: args.scope, exchangeId: exchange.id })) ?? {};
    if (connectionId === null || bodies == null || bodies.requestBody === null) return { kind: "no_request" };
    if (args.isMappedNow) deps.forgetConnection(connectionId);
    const before = issuesIn(bodies.responseBody);
    const refused = (kind: "rejected" | "invalid", issues: readonly Issue[]): Recheck => ({
      kind,
      ...compare(before, issues),
    });
    try {
      const { digest, reading } = readOrderBody(parseJson(Buffer.from(bodies.requestBody)), {
        isSigned: true,
      });
      const organizationId = digest.organizationId ?? exchange.parOrganizationId;
      if (organizationId === null) return { kind: "no_request" };
      const judged = await deps.judge({
        connectionId,
        switches: deps.switchesOf(connectionId),
        isPaused: deps.isPausedAt(connectionId, deps.now()),
        organizationId,
        request: parseOrderRequest(reading, { judgesPayments: exchange.operation !== "validate_order" })
          .request,
        receivedAt: deps.now(),
        exchangeId: exchange.id,
        see: () => {},
      });
      switch (judged.kind) {
        case "unmapped":
          return {
            kind: judged.code,
            id: judged.code === "unmapped_organization" ? organizationId : (exchange.parLocationId ?? ""),
          };
        case "no_menu":
          return { kind: "no_menu", locationId: judged.store.locationId };
        case "invalid":
          return refused("invalid", judged.issues);
        case "priced": {
          const { outcome } = judged;
          if (outcome.kind !== "priced") return refused("rejected", outcome.issues);
          const { grandTotalCents, currency } = outcome.order;
          return { kind: "placed", grandTotalCents, currency };
        }
      }
    } catch (error) {
      if (error instanceof ContractError) return refused("invalid", error.issues);
      throw error;
    }
  };
}

const told = z
  .object({
    errors: z.array(
      z.object({
        code: z.string(),
        message: z.string().catch(""),
        line_id: z.string().nullish().catch(null),
      }),
    ),
  })
  .transform(({ errors }) =>
    errors.map(({ code, message, line_id }) => ({ code, message, lineId: line_id ?? null })),
  );

/** The reasons in an answer of ours, as it was recorded. */
function issuesIn(body: string | null): FirstIssue[] {
  try {
    return told.safeParse(JSON.parse(body ?? "null")).data ?? [];
  } catch {
    return [];
  }
}

function compare(before: readonly FirstIssue[], now: readonly Issue[]) {
  const first = now.map(
    ({ code, message, lineId }): FirstIssue => ({ code, message, lineId: lineId ?? null }),
  );
  const isIn = (list: readonly FirstIssue[]) => (one: FirstIssue) =>
    list.some(({ code, lineId }) => code === one.code && lineId === one.lineId);
  return {
    issues: first.map((issue) => ({ ...issue, isNew: !isIn(before)(issue) })),
    gone: before.filter((issue) => !isIn(first)(issue)),
  };
}
