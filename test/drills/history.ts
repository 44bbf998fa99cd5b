import { readFileSync } from "node:fs";

/** What a person may do to an order that waits for one. */
export type Act = "confirm_placed" | "confirm_absent" | "resend_now";

/** Which kind of POS the store of an order plays. */
export type StoreClass = "A" | "B" | "C" | "D";

/**
 * One line of the partner's history (JSONL). A line below another happened after it, as the partner saw it.
 * `at` is milliseconds of the wall clock.
 */
export type HistoryLine =
  | {
      kind: "order";
      at: number;
      requestUid: string;
      onlineOrderId: string | null;
      parLocationId: string;
      storeClass: StoreClass;
      /** The JSON text that every submit of this request uid sends. */
      body: string;
      /** How it would end in an undisturbed run. */
      expect: "placed" | "any";
    }
  | {
      kind: "sent";
      at: number;
      /** Unique number of this HTTP call. */
      call: number;
      operation: "submit" | "get";
      requestUid: string;
      /** Base URL of the process asked. */
      to: string;
    }
  | {
      kind: "answered";
      at: number;
      call: number;
      status: number;
      body: string;
      digest: string | null;
      /** True where the digest matches the one that the partner computes for this body. */
      isSigned: boolean;
      replayed: boolean;
      retryAfter: string | null;
    }
  | { kind: "broken"; at: number; call: number; reason: string }
  /** What a person did. */
  | { kind: "act"; at: number; requestUid: string; act: Act; posOrderId: string | null }
  /** Kills and cuts, for the reader. A kill's `what` begins with "kill". */
  | { kind: "fault"; at: number; what: string };

/** One kind of line. */
export type HistoryLineOf<Kind extends HistoryLine["kind"]> = Extract<HistoryLine, { kind: Kind }>;

/** Reads a history file. @throws SyntaxError where a line is no JSON: a history with a gap proves nothing. */
export function readHistory(path: string): HistoryLine[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): HistoryLine => JSON.parse(line));
}
