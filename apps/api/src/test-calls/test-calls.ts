import type { Database } from "@parley/db";
import { recordChange } from "@parley/db/audit";
import { type Actor, actorText, findOrderByKey } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import type { Location } from "@parley/db/stores";
import {
  type CallOptions,
  type Check,
  DIGEST_HEADER,
  type Exchange,
  ID_MAX,
  PosNextClient,
  REPLAYED_HEADER,
  REQUEST_ID_HEADER,
} from "@parley/par-contract";
import type { Words, WordsOf } from "@parley/words";
import type { CurrentMenu } from "../menus/current-menu.ts";
import { readAnswer, type TestAnswer } from "./answer.ts";
import { bodyOf } from "./body.ts";
import { FAULTS, TEST_ITEM_PREFIX, type TestFault } from "./faults.ts";
import { TEST_PROOF_HEADER, testProofOf } from "./proof.ts";
import { type Invalid, invalid, type TestCallRequest } from "./request.ts";
import { findSender, type Sender } from "./sender.ts";

/** A test call that was answered. */
export interface TestCall extends TestAnswer {
  kind: "answered";
  status: number;
  checks: readonly Check[];
  durationMs: number;
  isReplay: boolean;
  /** As they were sent; the request has none for a status. */
  requestBody: string | null;
  responseBody: string;
  /** Our id of the recorded exchange; null where the answer does not name it. */
  exchangeId: string | null;
  /** Our id of the order that the call is about; null where none came to be. */
  orderId: string | null;
}

export type TestCallOutcome =
  | TestCall
  | Invalid
  /** Nothing came back in time: what became of the call is in the trace. */
  | { kind: "no_answer" }
  | { kind: "too_often"; retryAfterSeconds: number };

export interface TestCalls {
  /**
   * Sends one call as PAR to this gateway's own door, over HTTP, so that it is verified, recorded and traced as PAR's
   * are. The caller has checked that `by` may do so here.
   */
  send(args: {
    location: Location;
    /** By which connection, by its id; null: by one that has the store mapped. */
    connectionId: string | null;
    request: TestCallRequest;
    /** The store's code, as it was typed where it is no test store. */
    confirmLive: string | null;
    by: Actor;
    words: WordsOf;
  }): Promise<TestCallOutcome>;
}

export interface TestCallDeps {
  db: Database;
  vault: Vault;
  menus: { getCurrent(locationId: Location["id"]): Promise<CurrentMenu | null> };
  exchanges: { flush(): Promise<void> };
  /** Of each author: this is no load generator. */
  budget: { spend(author: string): { allowed: true } | { allowed: false; retryAfterSeconds: number } };
  now: () => Date;
  /** Where this process listens. */
  url: () => string;
}

/** Shorter than an operator's mutation may take, longer than PAR is kept waiting. */
const DEADLINE_MS = 20_000;
const EXPIRED_MS = 2 * 3_600_000;
/** Longer than any order's answer; a menu's is cut. */
const BODY_MAX = 64 * 1024;

export function createTestCalls(deps: TestCallDeps): TestCalls {
  const { db, now } = deps;

  async function send({
    location,
    connectionId,
    request,
    confirmLive,
    by,
    words,
  }: Parameters<TestCalls["send"]>[0]): Promise<TestCallOutcome> {
    const say = words("simulator");
    if (!location.isTest && confirmLive !== location.code)
      return invalid("confirmLive", say("refused.live", { code: location.code }));
    const fault = faultProblem(location, request, say);
    if (fault !== null) return fault;
    const sender = await findSender({ db, vault: deps.vault, now: now() }, location, connectionId);
    if (sender === null)
      return connectionId === null
        ? invalid("locationId", say("refused.notMapped"))
        : invalid("connectionId", say("refused.notMappedThere"));
    const menu = (await deps.menus.getCurrent(location.id))?.menu ?? null;
    const body = bodyOf({ request, location, sender, menu, now: now(), say });
    if (body.kind === "invalid") return body;
    const spent = deps.budget.spend(actorText(by));
    if (!spent.allowed) return { kind: "too_often", retryAfterSeconds: spent.retryAfterSeconds };
    await recordChange(db.orm, {
      action: "test_call_sent",
      subjectId: location.id,
      detail: { operation: request.operation, fault: request.fault, isTest: location.isTest },
      by,
      place: { brandId: location.brandId, locationId: location.id },
      now: now(),
    });
    try {
      const proof = testProofOf(deps.vault, { locationId: location.id, at: now() });
      return await answered(await call(sender, request, body.text, proof), sender);
    } catch (error) {
      if (isSilence(error)) return { kind: "no_answer" };
      throw error;
    }
  }

  async function call(
    sender: Sender,
    request: TestCallRequest,
    body: string | null,
    proof: string,
  ): Promise<Exchange> {
    const { fault, operation } = request;
    const client = new PosNextClient({
      baseUrl: deps.url(),
      sharedId: sender.sharedId,
      switches: sender.switches,
      now: () => (fault === "expired_token" ? new Date(now().getTime() - EXPIRED_MS) : now()),
      timeoutMs: DEADLINE_MS,
      claims: claimsOf(sender, fault),
    });
    const options = optionsOf(fault, proof);
    if (operation === "status") return await client.status(request.orderId ?? "", options);
    const text = body ?? "";
    if (operation === "menu") return await client.menus(text, options);
    return await client[operation](text, options);
  }

  async function answered(exchange: Exchange, { switches, connectionId, ids }: Sender): Promise<TestCall> {
    const { response, verdict, durationMs, request } = exchange;
    const answer = readAnswer(exchange, switches);
    // What is not committed with an order is recorded just after the answer has left.
    await deps.exchanges.flush();
    const key = { connectionId, parOrganizationId: ids.organizationId, parLocationId: ids.locationId };
    const { requestUid } = answer;
    const found = requestUid === null ? null : await findOrderByKey(db, { ...key, requestUid });
    return {
      kind: "answered",
      ...answer,
      status: response.status,
      checks: verdict.checks,
      durationMs: Math.round(durationMs),
      isReplay: response.headers[REPLAYED_HEADER] === "true",
      requestBody: request.body,
      responseBody: response.body.slice(0, BODY_MAX),
      exchangeId: response.headers[REQUEST_ID_HEADER] ?? null,
      orderId: found?.order.id ?? null,
    };
  }

  return { send };
}

/** Why a fault cannot be done as it is asked for; null where it can. */
function faultProblem(location: Location, request: TestCallRequest, say: Words<"simulator">): Invalid | null {
  const { operation, fault, json, earlierBody, orderId, lines } = request;
  const { operations, needs } = FAULTS[fault];
  if (!operations.includes(operation)) return invalid("fault", say("refused.faultOfOthers"));
  if (needs === "earlier" && earlierBody === null) return invalid("earlierBody", say("refused.noEarlier"));
  if (needs === "composed" && json !== null) return invalid("fault", say("refused.faultOfJson"));
  const isId =
    orderId !== null && orderId.length >= 1 && orderId.length <= ID_MAX && !/\p{Cs}/u.test(orderId);
  if (operation === "status" && !isId) return invalid("orderId", say("refused.orderId"));
  const hasTestItem =
    fault === "pos_test_item" || lines.some(({ itemId }) => itemId.startsWith(TEST_ITEM_PREFIX));
  if (hasTestItem && !location.isTest) return invalid("fault", say("refused.failsAtLive"));
  return null;
}

/**
 * The token is bound to the store, so that the gateway itself refuses a body about another one, and tells of no other
 * store's order. Its fault names what nobody has.
 */
function claimsOf({ ids }: Sender, fault: TestFault): Record<string, string> {
  return {
    organization_id: fault === "other_organization" ? `not-${ids.organizationId}` : ids.organizationId,
    location_id: fault === "other_store" ? `not-${ids.locationId}` : ids.locationId,
  };
}

function optionsOf(fault: TestFault, proof: string): CallOptions {
  const headers = { [TEST_PROOF_HEADER]: proof };
  if (fault === "wrong_digest") return { headers: { ...headers, [DIGEST_HEADER]: "0".repeat(64) } };
  return { headers: fault === "no_digest" ? { ...headers, [DIGEST_HEADER]: null } : headers };
}

/** Whether a call failed for want of an answer. fetch reports every failure to get one as a TypeError. */
function isSilence(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError");
}
