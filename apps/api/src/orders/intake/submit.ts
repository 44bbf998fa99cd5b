import { isPausedAt } from "@parley/db/stores";
import { type Issue, SchemaError } from "@parley/par-contract";
import { AppError } from "../../errors.ts";
import { bytesIfTooLarge, ORDER_BYTES_MAX } from "../../pos/order-size.ts";
import { guessesSeen, priceOrder, requestAnswerDetails, toPosOrder } from "../../pricing/price-order.ts";
import type { JudgedOrder, PricedOrder } from "../../pricing/types.ts";
import type { UnmappedCode } from "../../stores/resolve-ids.ts";
import type { Store } from "../../stores/store.ts";
import type { OrderCall, Orders, RecordExchange, SubmitResult, UnmappedResult } from "../room.ts";
import type { UsedVersions } from "../used-versions.ts";
import type { OrdersDeps } from "./deps.ts";
import { createFirstSight } from "./first-sight.ts";
import { keepable } from "./keepable.ts";
import { answerTo, detailsOf, fingerprintsOf, orderRow, storeRef } from "./order-row.ts";
import { createRecall } from "./recall.ts";

/** How often an order is looked at as new, while others with its online order id come and go. */
const SIGHTS_MAX = 4;

/** Of the length that every reference has. */
const ANY_REFERENCE = "00000000-0000-0000-0000-000000000000";

/** What our mappings, menu and rules say of a submit. */
export type Judgement =
  | { kind: "unmapped"; code: UnmappedCode }
  | { kind: "no_menu"; store: Store }
  | { kind: "invalid"; issues: readonly Issue[] }
  | { kind: "priced"; store: Store; outcome: JudgedOrder; used: UsedVersions; menuId: string };

/** The room of orders, as PAR's door sees it. */
export function createOrders(deps: OrdersDeps): Orders & { judge(call: OrderCall): Promise<Judgement> } {
  const { timings } = deps;
  const recall = createRecall({ ...deps, syncBudgetMs: timings.syncBudgetMs });
  const firstSight = createFirstSight({ ...deps, recall });

  /** Our store and its menu for this call, and the order in our prices. */
  async function judge(call: OrderCall, operation: "validate_order" | "submit_order"): Promise<Judgement> {
    const resolution = await deps.ids.resolve({
      connectionId: call.connectionId,
      parOrganizationId: call.organizationId,
      parLocationId: call.request.locationId,
    });
    if (resolution.kind === "unmapped") return resolution;
    const { store, mappings } = resolution;
    const current = await deps.menus.getCurrent(store.locationId);
    if (current === null) return { kind: "no_menu", store };
    const outcome = priceOrder({
      operation,
      request: call.request,
      menu: current.menu,
      store: {
        timezone: store.timezone,
        currency: store.currency,
        isPaused: call.isPaused || isPausedAt(store, call.receivedAt),
      },
      switches: call.switches,
      now: call.receivedAt,
    });
    if (outcome.kind === "invalid") return outcome;
    call.see(guessesSeen(outcome.notes));
    const tooLarge = outcome.kind === "priced" ? tooLargeForPos(call, store, outcome.order) : null;
    if (tooLarge !== null) return { kind: "invalid", issues: [tooLarge] };
    const used: UsedVersions = {
      menuVersion: current.version,
      menuFetchedAt: current.fetchedAt,
      organizationMapping: mappings.organization,
      locationMapping: mappings.location,
    };
    return { kind: "priced", store, outcome, used, menuId: current.menuId };
  }

  /** The call with what may be kept of its order. */
  function toKeep(sent: OrderCall): OrderCall {
    return { ...sent, request: keepable(sent.request, deps.secretsOf(sent.connectionId)) };
  }

  async function validate(sent: OrderCall) {
    const call = toKeep(sent);
    const judged = await judge(call, "validate_order");
    if (judged.kind === "unmapped") return await unmapped(call, judged.code);
    if (judged.kind === "invalid") throw new SchemaError(judged.issues);
    const store = storeRef(judged.store);
    if (judged.kind === "no_menu") {
      const issue: Issue = {
        code: "menu_unavailable",
        message: "The store's menu is not known yet; try again shortly",
      };
      const details = requestAnswerDetails(call.request, judged.store);
      return {
        kind: "judged" as const,
        store,
        answer: answerTo(call, deps.now(), "errored", details, [issue]),
      };
    }
    const { outcome, menuId } = judged;
    deps.servings.note({ menuId, connectionId: call.connectionId, as: "validates", at: call.receivedAt });
    const details = detailsOf(call, judged.store, outcome);
    const answer =
      outcome.kind === "priced"
        ? answerTo(call, deps.now(), "validated", details, [])
        : answerTo(call, deps.now(), "rejected", details, outcome.issues);
    return { kind: "judged" as const, store, answer };
  }

  /**
   * What becomes of a submit, or what the ledger knows of it already. An order that is good for a POS that is well is
   * not looked up: writing it down finds its key taken if it is a repeat, before a byte has gone to anybody. Whatever
   * else it may be, the ledger comes first, so that a repeat gets its answer whatever changed since, and uses up
   * nothing at a POS in doubt.
   */
  async function judgedOrKnown(
    sent: OrderCall,
    call: OrderCall,
  ): Promise<Judgement | { kind: "known"; result: SubmitResult }> {
    const judged = await judge(call, "submit_order").catch((error: unknown) => ({
      kind: "failed" as const,
      error,
    }));
    const isForWellPos =
      judged.kind === "priced" &&
      judged.outcome.kind === "priced" &&
      deps.dispatcher.lanes.isWell(judged.store.lane);
    const result = isForWellPos ? null : await recall.byKey(sent);
    if (result !== null) return { kind: "known", result };
    if (judged.kind === "failed") throw judged.error;
    return judged;
  }

  async function submit(sent: OrderCall, record: RecordExchange): Promise<SubmitResult> {
    // A repeat is recognised by what was sent; all else is done with what may be kept of it.
    const call = toKeep(sent);
    const judged = await judgedOrKnown(sent, call);
    if (judged.kind === "known") return judged.result;
    const isGood = judged.kind === "priced" && judged.outcome.kind === "priced";
    if (!isGood) {
      const earlier = await recall.byOnlineOrder(sent);
      if (earlier !== null) return earlier;
      const refusal = await recall.byRefusal(sent);
      if (refusal.kind === "answered") return refusal.result;
    }
    if (judged.kind === "unmapped") return await unmapped(call, judged.code);
    if (judged.kind === "invalid") throw new SchemaError(judged.issues);
    if (judged.kind === "no_menu") return { kind: "no_menu", store: storeRef(judged.store) };

    const { store, outcome, used, menuId } = judged;
    const prints = fingerprintsOf(sent.request);
    const order = orderRow(call, store, outcome, prints, timings.giveUpMs);
    let retries: readonly string[] = [];
    for (let tries = 0; tries < SIGHTS_MAX; tries++) {
      const sight = { call, store, order, record, retries, used };
      const result =
        outcome.kind === "priced"
          ? await firstSight.dispatch(sight, outcome.order)
          : await firstSight.refuse(sight, outcome);
      if (result !== null) {
        deps.servings.note({ menuId, connectionId: call.connectionId, as: "submits", at: call.receivedAt });
        return result;
      }
      deps.dispatcher.lanes.doubt(store.lane);
      // The ledger has an order of this key or online order by now. Where it has ended without a kitchen, it is
      // the answer, or this call is a new try of it.
      const taken = (await recall.byKey(sent)) ?? (await recall.byOnlineOrder(sent));
      if (taken !== null) return taken;
      const refusal = await recall.byRefusal(sent);
      if (refusal.kind === "answered") return refusal.result;
      retries = refusal.of;
    }
    throw new AppError("overloaded", {
      message: "This order is being decided by other calls; try again shortly",
      reason: "online_order_contended",
      retryAfterSeconds: 1,
    });
  }

  async function unmapped(call: OrderCall, code: UnmappedCode): Promise<UnmappedResult> {
    await deps.ids.queue({
      connectionId: call.connectionId,
      parOrganizationId: call.organizationId,
      parLocationId: call.request.locationId,
      code,
      exchangeId: call.exchangeId,
    });
    const field = code === "unmapped_organization" ? "organization_id" : "location_id";
    const issue: Issue = { code, message: `This ${field} is not known here`, field };
    const details = requestAnswerDetails(call.request, null);
    return { kind: "unmapped", code, answer: answerTo(call, deps.now(), "rejected", details, [issue]) };
  }

  return {
    validate,
    submit,
    findForStatus: recall.forStatus,
    /** What would become of a submit; reads only. */
    judge: (sent) => judge(toKeep(sent), "submit_order"),
  };
}

/** What PAR hears of an order that no POS need take, told by validate as by submit; null where it is none. */
function tooLargeForPos(call: OrderCall, store: Store, priced: PricedOrder): Issue | null {
  const { pos, code, timezone } = store;
  const address = { reference: ANY_REFERENCE, store: pos.storeName ?? code, timezone };
  const bytes = bytesIfTooLarge(toPosOrder(priced, call.request, address));
  if (bytes === null) return null;
  const field = "order_details.items";
  const message = `The order is too large for a store's POS: ${bytes} bytes with the menu's names, of at most ${ORDER_BYTES_MAX}`;
  return { code: "invalid_field", message, field, actual: bytes, expected: ORDER_BYTES_MAX };
}
