import {
  BRIDGE_ERRORS,
  type BridgeErrorCode,
  bridgeMenu,
  checkedOrder,
  type PlacedOrder,
  placedOrder,
  voidedOrder,
} from "@parley/bridge-contract";
import {
  type AdapterClass,
  type CallControl,
  type CheckOutcome,
  CLASS_PROMISES,
  type LookUpOutcome,
  type MenuOutcome,
  type PlaceOutcome,
  type PosAdapter,
  type PosOrder,
  type VoidOutcome,
} from "../adapter.ts";
import { readBridgeBill } from "./bill.ts";
import { type BridgeTarget, callBridge } from "./call.ts";
import { readBridgeMenu } from "./menu.ts";
import { describeSchemaFaults, MenuError } from "./menu-error.ts";
import { writeBridgeOrder } from "./order.ts";
import { readRefusal } from "./refusal.ts";

const ORDER_ANSWER_BYTES_MAX = 1024 * 1024;
const MENU_ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/**
 * The adapter for every POS that speaks the bridge (docs/bridge.md). It believes only answers that
 * are signed for this very call, of the protocol's shape, and about the order that was asked for;
 * all else is `unknown`.
 */
export class BridgeAdapter implements PosAdapter {
  readonly kind = "bridge";
  readonly adapterClass: AdapterClass;
  readonly canVoid: boolean;
  readonly quietPeriodMs: number;
  readonly #target: BridgeTarget;

  constructor(
    target: BridgeTarget,
    promises: Pick<PosAdapter, "adapterClass" | "canVoid" | "quietPeriodMs">,
  ) {
    this.#target = target;
    this.adapterClass = promises.adapterClass;
    this.canVoid = promises.canVoid;
    this.quietPeriodMs = promises.quietPeriodMs;
  }

  async place(order: PosOrder, ctl: CallControl): Promise<PlaceOutcome> {
    const { answer, call } = await callBridge(
      this.#target,
      {
        operation: "place_order",
        reference: order.reference,
        body: writeBridgeOrder(order, this.#noteStyle),
        answerBytesMax: ORDER_ANSWER_BYTES_MAX,
      },
      ctl,
    );
    switch (answer.kind) {
      case "not_sent":
        return { kind: "not_sent", reason: answer.reason, call };
      case "success": {
        const placed = this.#readPlaced(answer.json, order.reference);
        if (typeof placed === "string") return { kind: "unknown", reason: placed, retryAfterMs: null, call };
        return { kind: "placed", ...placed, call };
      }
      case "error": {
        const { code, issues, message, retryAfterMs } = answer;
        const said = message === "" ? {} : { said: message };
        if (code === "duplicate_reference") return { kind: "duplicate", reason: code, call };
        if (code !== "refused") {
          if (BRIDGE_ERRORS[code].promise === "nothing_placed")
            return { kind: "not_placed", reason: code, ...said, call };
          return { kind: "unknown", reason: code, retryAfterMs, ...said, call };
        }
        const reasons = readRefusal(issues);
        if (reasons) return { kind: "refused", issues: reasons, call };
        return { kind: "unknown", reason: "refusal_not_understood", retryAfterMs, ...said, call };
      }
      case "unchanged":
        return { kind: "unknown", reason: "status_304", retryAfterMs: null, call };
      case "unreadable":
        return { kind: "unknown", reason: answer.reason, retryAfterMs: answer.retryAfterMs, call };
    }
  }

  async lookUp(reference: string, ctl: CallControl): Promise<LookUpOutcome> {
    // If a POS without look-ups answered 404, it would look like an absent order.
    if (!CLASS_PROMISES[this.adapterClass].canLookUp) {
      return { kind: "unknown", reason: "look_up_not_offered", retryAfterMs: null, call: null };
    }
    const { answer, call } = await callBridge(
      this.#target,
      { operation: "find_order", reference, answerBytesMax: ORDER_ANSWER_BYTES_MAX },
      ctl,
    );
    switch (answer.kind) {
      case "success": {
        const placed = this.#readPlaced(answer.json, reference);
        if (typeof placed === "string") return { kind: "unknown", reason: placed, retryAfterMs: null, call };
        return { kind: "found", ...placed, call };
      }
      case "error":
        if (answer.code === "order_not_found" || answer.code === "order_voided")
          return { kind: "absent", call };
        if (answer.code === "in_progress")
          return { kind: "in_progress", retryAfterMs: answer.retryAfterMs, call };
        return { kind: "unknown", reason: answer.code, retryAfterMs: answer.retryAfterMs, call };
      case "not_sent":
        return { kind: "unknown", reason: answer.reason, retryAfterMs: null, call };
      case "unchanged":
        return { kind: "unknown", reason: "status_304", retryAfterMs: null, call };
      case "unreadable":
        return { kind: "unknown", reason: answer.reason, retryAfterMs: answer.retryAfterMs, call };
    }
  }

  async voidOrder(reference: string, ctl: CallControl): Promise<VoidOutcome> {
    if (!this.canVoid) return { kind: "not_offered", call: null };
    const { answer, call } = await callBridge(
      this.#target,
      { operation: "void_order", reference, answerBytesMax: ORDER_ANSWER_BYTES_MAX },
      ctl,
    );
    const unknown = (reason: string, retryAfterMs: number | null = null): VoidOutcome => ({
      kind: "unknown",
      reason,
      retryAfterMs,
      call,
    });
    switch (answer.kind) {
      case "success": {
        const voided = voidedOrder.safeParse(answer.json).data;
        if (!voided) return unknown("answer_not_understood");
        const wrong = this.#otherOrder(voided, reference);
        return wrong ? unknown(wrong) : { kind: "voided", call };
      }
      case "error":
        if (answer.code === "order_not_found") return { kind: "absent", call };
        if (VOID_NOT_OFFERED.has(answer.code)) return { kind: "not_offered", call };
        return unknown(answer.code, answer.retryAfterMs);
      case "unreadable":
        return unknown(answer.reason, answer.retryAfterMs);
      case "not_sent":
      case "unchanged":
        return unknown(reasonOf(answer));
    }
  }

  async check(order: PosOrder, ctl: CallControl): Promise<CheckOutcome> {
    const { answer, call } = await callBridge(
      this.#target,
      {
        operation: "check_order",
        body: writeBridgeOrder(order, this.#noteStyle),
        answerBytesMax: ORDER_ANSWER_BYTES_MAX,
      },
      ctl,
    );
    if (answer.kind === "error") return { kind: "failed", reason: answer.code, call };
    if (answer.kind !== "success") return { kind: "failed", reason: reasonOf(answer), call };
    const checked = checkedOrder.safeParse(answer.json).data;
    if (!checked) return { kind: "failed", reason: "answer_not_understood", call };
    if (checked.reference !== order.reference) return { kind: "failed", reason: "other_reference", call };
    if (checked.status === "accepted") return { kind: "accepted", totalCents: checked.total_cents, call };
    const issues = readRefusal(checked.issues);
    return issues
      ? { kind: "refused", issues, call }
      : { kind: "failed", reason: "refusal_not_understood", call };
  }

  async fetchMenu({ etag }: { etag: string | null }, ctl: CallControl): Promise<MenuOutcome> {
    const { answer } = await callBridge(
      this.#target,
      { operation: "get_menu", etag, answerBytesMax: MENU_ANSWER_BYTES_MAX },
      ctl,
    );
    if (answer.kind === "unchanged" && etag !== null) return { kind: "unchanged" };
    if (answer.kind === "error") return { kind: "failed", reason: answer.code };
    if (answer.kind !== "success") return { kind: "failed", reason: reasonOf(answer) };
    const parsed = bridgeMenu.safeParse(answer.json);
    if (!parsed.success) {
      return {
        kind: "failed",
        reason: `menu_invalid: ${describeSchemaFaults(answer.json, parsed.error.issues)}`,
      };
    }
    if (parsed.data.store !== this.#target.store) return { kind: "failed", reason: "menu_of_another_store" };
    try {
      // The version is signed with the body, the ETag header is not.
      return { kind: "menu", menu: readBridgeMenu(parsed.data), etag: `"${parsed.data.version}"` };
    } catch (error) {
      if (error instanceof MenuError) return { kind: "failed", reason: `menu_invalid: ${error.message}` };
      throw error;
    }
  }

  /** The order in an answer, or the reason why it is not the order that was asked for. */
  #readPlaced(json: unknown, reference: string) {
    const placed: PlacedOrder | undefined = placedOrder.safeParse(json).data;
    if (!placed) return "answer_not_understood";
    const wrong = this.#otherOrder(placed, reference);
    if (wrong) return wrong;
    return {
      posOrderId: placed.pos_order_id,
      readyAt: placed.ready_at === null ? null : new Date(placed.ready_at),
      totalCents: placed.total_cents,
      ...(placed.bill === undefined ? {} : { bill: readBridgeBill(placed.bill) }),
    };
  }

  #otherOrder(said: { reference: string; store: string }, reference: string): string | null {
    if (said.reference !== reference) return "other_reference";
    return said.store === this.#target.store ? null : "other_store";
  }

  /** If the POS cannot look up an order, a person has to find it by its note. */
  get #noteStyle(): { hasShortCode: boolean } {
    return { hasShortCode: !CLASS_PROMISES[this.adapterClass].canLookUp };
  }
}

/** How a POS says that it has no voiding, whether or not it knows this call. */
const VOID_NOT_OFFERED: ReadonlySet<BridgeErrorCode> = new Set([
  "void_not_offered",
  "method_not_allowed",
  "route_not_found",
]);

function reasonOf(
  answer: { kind: "not_sent" | "unreadable"; reason: string } | { kind: "unchanged" },
): string {
  return answer.kind === "unchanged" ? "status_304" : answer.reason;
}
