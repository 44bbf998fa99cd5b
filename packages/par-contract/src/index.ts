/**
 * PAR Ordering's pos-next contract as code: operations, wire names, ids, money, digests, tokens, errors, and a
 * client. Imports nothing of ours and knows no HTTP server, database or environment.
 *
 * @packageDocumentation
 */
export { answerStyle, readdressOrderAnswer, renderErrorBody, renderOrderAnswer } from "./answer.ts";
export { parseErrorBody, parseOrderAnswer, reviveOrderAnswer } from "./answer-read.ts";
export {
  type AnswerDetails,
  type AnswerFee,
  type AnswerLine,
  type AnswerModifier,
  type AnswerStyle,
  type AnswerTax,
  isFinalStatus,
  ORDER_STATUSES,
  type OrderAnswer,
  type OrderStatus,
} from "./answer-types.ts";
export { type CallOptions, type ClientBody, type Exchange, PosNextClient } from "./client.ts";
export { type Check, checkAnswer } from "./client-checks.ts";
export { type DigestDiagnosis, type DigestMistake, diagnoseDigest } from "./diagnose.ts";
export {
  type BodySpelling,
  type DigestFields,
  type DigestReading,
  looseDigestFields,
  readDigestFields,
} from "./digest-fields.ts";
export {
  ContractError,
  ERROR_CODES,
  type ErrorCode,
  type Issue,
  type IssueValue,
  isErrorCode,
  SchemaError,
  SignatureError,
  type SignatureFailure,
  TokenError,
  type TokenFailure,
} from "./errors.ts";
export { FINGERPRINT_VERSION, fingerprint } from "./fingerprint.ts";
export {
  DEMO_LOCATION_ID,
  DEMO_ORGANIZATION_ID,
  DEMO_SHARED_ID,
  type SampleOverrides,
  sampleMenuRequest,
  sampleOrder,
  type WireBody,
} from "./fixtures.ts";
export {
  type AcceptedGuessId,
  changedSwitches,
  type Guess,
  type GuessKind,
  guesses,
  type SeenGuesses,
  type SwitchGuessId,
} from "./guesses.ts";
export { DIGEST_HEADER, REPLAYED_HEADER } from "./headers.ts";
export { ID_MAX, idProblem, idText, refProblem, sharedIdProblem } from "./ids.ts";
export { JSON_MAX_DEPTH, JSON_MAX_KEYS, parseJson } from "./json.ts";
export { parseMenuAnswer, parseMenuRequest, renderMenuAnswer } from "./menu.ts";
export type {
  MenuAnswer,
  MenuRequest,
  ParCategory,
  ParMenu,
  ParMenuEntry,
  ParMenuModifier,
  ParMenuTax,
  ParModifierGroup,
  ParPriceLevel,
  ParProduct,
} from "./menu-types.ts";
export {
  type CentsMode,
  type CentsReading,
  centsFromNumber,
  centsText,
  MONEY_LIMIT_CENTS,
  majorUnits,
} from "./money.ts";
export { type Operation, type OperationName, operationNames, operations, statusPath } from "./operations.ts";
export { parseOrderRequest } from "./order.ts";
export type {
  OrderCurbside,
  OrderCustomer,
  OrderDelivery,
  OrderDetails,
  OrderDiscount,
  OrderFee,
  OrderLine,
  OrderModifier,
  OrderPayment,
  OrderRequest,
  OrderTax,
} from "./order-types.ts";
export type { Drift } from "./reader.ts";
export type { Spelling } from "./shape.ts";
export {
  type AcceptedReading,
  answerDigestFields,
  computeDigest,
  digestKey,
  signAnswer,
  signatureString,
  signBody,
  verifyDigest,
} from "./signature.ts";
export { defaultSwitches, parseSwitches, type Switches } from "./switches.ts";
export { type DatetimeForm, type Instant, parseInstant } from "./time.ts";
export {
  importTokenKey,
  peekTokenClaims,
  signToken,
  type TokenCandidate,
  type TokenKey,
  type VerifiedToken,
  verifyToken,
} from "./token.ts";
export {
  errorBodyTable,
  menuAnswerTable,
  menuRequestTable,
  orderAnswerTable,
  orderRequestTable,
} from "./wire.ts";
