import {
  BRIDGE_ERRORS,
  type BridgeError,
  type BridgeErrorCode,
  type RecordedEvent,
} from "@parley/bridge-contract";

/** The answer to a message of a POS, and the part of it that is only recorded. */
export interface EventAnswer {
  status: number;
  body: RecordedEvent | BridgeError;
  /** The error code; null if the event was accepted. */
  code: BridgeErrorCode | null;
  /** What was done, or why it was refused; recorded but never sent. */
  reason: string | null;
  retryAfterSeconds: number | null;
  isRepeated: boolean;
}

/** The event is stored on our disk. */
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

/** The event was already stored under the same id. */
export function repeated(): EventAnswer {
  return { ...taken("repeated"), body: { status: "repeated" }, isRepeated: true };
}

/** `message` is sent: a sentence for the sender's developers, without any internal data of ours. */
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
