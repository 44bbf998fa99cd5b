export {
  BRIDGE_ERRORS,
  type BridgeError,
  type BridgeErrorCode,
  bridgeError,
  isBridgeErrorCode,
  REFUSAL_CODES,
  type RefusalCode,
  refusalCode,
} from "./errors.ts";
export {
  BRIDGE_EVENTS,
  type BridgeEvent,
  EVENT_BODY_BYTES_MAX,
  EVENT_STORE_HEADER,
  type ReadEvent,
  type RecordedEvent,
  readBridgeEvent,
} from "./events.ts";
export { BridgeJsonError, hasKeyTwice, parseBridgeJson } from "./json.ts";
export { type BridgeMenu, type BridgeOrderType, bridgeMenu } from "./menu.ts";
export {
  BRIDGE_OPERATIONS,
  type BridgeOperation,
  type BridgePathValues,
  type BridgeRoute,
  bridgePath,
  matchBridgeRoute,
} from "./operations.ts";
export {
  type BridgeBill,
  type BridgeIssue,
  type BridgeLine,
  type BridgeModifier,
  type BridgeOrder,
  bridgeBill,
  bridgeOrder,
  type CheckedOrder,
  checkedOrder,
  type PlacedOrder,
  placedOrder,
  type VoidedOrder,
  voidedOrder,
} from "./order.ts";
export {
  BridgeSignatureError,
  type BridgeSignatureReason,
  createSigningKey,
  parseSigningKey,
  type ReceivedHeaders,
  SIGNATURE_TOLERANCE_SECONDS,
  type SignatureHeaders,
  type SignedRequestLine,
  type SigningKey,
  signAnswer,
  signingKeyText,
  signPayload,
  signRequest,
  verifyAnswer,
  verifyRequest,
} from "./signing.ts";
export { currencyExponent } from "./wire-types.ts";
