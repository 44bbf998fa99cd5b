import {
  BRIDGE_ERRORS,
  type BridgeError,
  type BridgeErrorCode,
  type RecordedEvent,
} from "@parley/bridge-contract";

/** What a message of a POS is answered with, and what of it is for the record only. */
export interface EventAnswer {
  status: number;
  body: RecordedEvent | BridgeError;
  /** The error's code; null where the event was taken. */
  code: BridgeErrorCode | null;
  /** What was done, or why it was refused; never told. */
  reason: string | null;
  retryAfterSeconds: number | null;
  isRepeated: boolean;
}

/** The event is on our disk. */
export function taken(did: string): EventAnswer {
  return {
    status: 200,
    body: { status: "recorded" },
    code: null,
    reason: did,
    retryAfterSeconds: null,
    isRepeated: false,
  };
}

/** It was there already, under the same id. */
export function repeated(): EventAnswer {
  return { ...taken("repeated"), body: { status: "repeated" }, isRepeated: true };
}

/** `message` is told: a sentence for whoever wrote the sender, without anything of ours. */
export function refused(
  code: BridgeErrorCode,
  message: string,
  more: { reason?: string; retryAfterSeconds?: number } = {},
): EventAnswer {
  return {
    status: BRIDGE_ERRORS[code].status,
    body: { error: { code, message } },
    code,
    reason: more.reason ?? null,
    retryAfterSeconds: more.retryAfterSeconds ?? null,
    isRepeated: false,
  };
}
