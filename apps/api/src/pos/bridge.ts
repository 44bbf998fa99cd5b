import {
  BRIDGE_ERRORS,
  type BridgeIssue,
  bridgeMenu,
  checkedOrder,
  type PlacedOrder,
  placedOrder,
  type RefusalCode,
  refusalCode,
} from "@parley/bridge-contract";
import type { ErrorCode, Issue } from "@parley/par-contract";
import type {
  AdapterClass,
  CallControl,
  CheckOutcome,
  LookUpOutcome,
  MenuOutcome,
  PlaceOutcome,
  PosAdapter,
  PosOrder,
  VoidOutcome,
} from "./adapter.ts";
import { type BridgeTarget, callBridge } from "./bridge-call.ts";
import { MenuError, readBridgeMenu } from "./bridge-menu.ts";
import { writeBridgeOrder } from "./bridge-order.ts";

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
        body: writeBridgeOrder(order),
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
        const { code, issues, retryAfterMs } = answer;
        if (code !== "refused") {
          if (BRIDGE_ERRORS[code].promise === "nothing_placed")
            return { kind: "not_placed", reason: code, call };
          return { kind: "unknown", reason: code, retryAfterMs, call };
        }
        const reasons = readRefusal(issues);
        if (reasons) return { kind: "refused", issues: reasons, call };
        return { kind: "unknown", reason: "refusal_not_understood", retryAfterMs, call };
      }
      case "unchanged":
        return { kind: "unknown", reason: "status_304", retryAfterMs: null, call };
      case "unreadable":
        return { kind: "unknown", reason: answer.reason, retryAfterMs: answer.retryAfterMs, call };
    }
  }

  async lookUp(reference: string, ctl: CallControl): Promise<LookUpOutcome> {
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
        if (answer.code === "order_not_found") return { kind: "absent", call };
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

  async voidOrder(_reference: string, _ctl: CallControl): Promise<VoidOutcome> {
    return { kind: "not_offered", call: null };
  }

  async check(order: PosOrder, ctl: CallControl): Promise<CheckOutcome> {
    const { answer, call } = await callBridge(
      this.#target,
      { operation: "check_order", body: writeBridgeOrder(order), answerBytesMax: ORDER_ANSWER_BYTES_MAX },
      ctl,
    );
    if (answer.kind === "error") return { kind: "failed", reason: answer.code, call };
    if (answer.kind !== "success") return { kind: "failed", reason: reasonOf(answer), call };
    const checked = checkedOrder.safeParse(answer.json).data;
    if (!checked) return { kind: "failed", reason: "answer_not_understood", call };
    if (checked.reference !== order.reference) return { kind: "failed", reason: "other_reference", call };
    if (checked.status === "accepted") return { kind: "accepted", call };
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
      const [first] = parsed.error.issues;
      return { kind: "failed", reason: `menu_invalid: ${first?.path.join(".")}: ${first?.message}` };
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

  /** The order of an answer, or the word for why it is not the order that was asked for. */
  #readPlaced(json: unknown, reference: string) {
    const placed: PlacedOrder | undefined = placedOrder.safeParse(json).data;
    if (!placed) return "answer_not_understood";
    if (placed.reference !== reference) return "other_reference";
    if (placed.store !== this.#target.store) return "other_store";
    return {
      posOrderId: placed.pos_order_id,
      readyAt: placed.ready_at === null ? null : new Date(placed.ready_at),
      totalCents: placed.total_cents,
    };
  }
}

function reasonOf(
  answer: { kind: "not_sent" | "unreadable"; reason: string } | { kind: "unchanged" },
): string {
  return answer.kind === "unchanged" ? "status_304" : answer.reason;
}

/** PAR's word for each of the bridge's reasons. */
const PAR_CODES: Record<RefusalCode, ErrorCode> = {
  item_not_found: "item_not_found",
  item_unavailable: "item_unavailable",
  price_level_not_found: "price_level_not_found",
  modifier_not_found: "modifier_not_found",
  modifier_unavailable: "modifier_unavailable",
  modifier_min: "modifier_min",
  modifier_max: "modifier_max",
  price_mismatch: "price_mismatch",
  tax_mismatch: "tax_mismatch",
  total_mismatch: "price_mismatch",
  store_closed: "location_closed",
  unsupported_order_type: "unsupported_order_type",
  invalid_schedule: "invalid_schedule",
  declined: "pos_refused",
};

/** null where there is no reason, or one that we do not know: then nobody can say what was decided. */
function readRefusal(issues: readonly BridgeIssue[]): Issue[] | null {
  const read: Issue[] = [];
  for (const issue of issues) {
    const code = refusalCode.safeParse(issue.code).data;
    if (!code) return null;
    read.push({
      code: PAR_CODES[code],
      message: issue.message,
      ...(issue.line_id ? { lineId: issue.line_id } : {}),
      ...(issue.expected ? { expected: issue.expected } : {}),
      ...(issue.actual ? { actual: issue.actual } : {}),
    });
  }
  return read.length > 0 ? read : null;
}
