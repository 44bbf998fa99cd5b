import type {
  AdapterClass,
  CheckOutcome,
  LookUpOutcome,
  MenuOutcome,
  PlaceOutcome,
  PosAdapter,
  VoidOutcome,
} from "./adapter.ts";

/**
 * Replaces the adapter of a POS whose settings cannot be used. It sends nothing, so every order is kept
 * and placed once the settings are corrected.
 */
export class ClosedAdapter implements PosAdapter {
  readonly kind: string;
  /** The class that promises least, because nothing is known about the POS behind the settings. */
  readonly adapterClass: AdapterClass = "D";
  readonly canVoid = false;
  /** For orders that were sent before the settings became unusable. */
  readonly quietPeriodMs: number;
  readonly #reason: string;

  constructor(args: { kind: string; reason: string; quietPeriodMs: number }) {
    this.kind = args.kind;
    this.#reason = args.reason;
    this.quietPeriodMs = args.quietPeriodMs;
  }

  async place(): Promise<PlaceOutcome> {
    return { kind: "not_sent", reason: this.#reason, call: null };
  }

  async lookUp(): Promise<LookUpOutcome> {
    return { kind: "unknown", reason: this.#reason, retryAfterMs: null, call: null };
  }

  async voidOrder(): Promise<VoidOutcome> {
    return { kind: "not_offered", call: null };
  }

  async check(): Promise<CheckOutcome> {
    return { kind: "failed", reason: this.#reason, call: null };
  }

  async fetchMenu(): Promise<MenuOutcome> {
    return { kind: "failed", reason: this.#reason };
  }
}
