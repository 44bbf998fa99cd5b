/**
 * PAR Ordering's pos-next contract as code: operations, wire names, ids, money, digests, tokens, errors, and a
 * client. Imports nothing of ours and knows no HTTP server, database or environment.
 *
 * @packageDocumentation
 */

export { addUp, type Bill } from "./client/bill.ts";
export { type Check, checkAnswer } from "./client/checks.ts";
export {
  ChoiceError,
  type ChosenLine,
  type ChosenModifier,
  chooseLine,
  indexMenu,
  type MenuIndex,
  type Wish,
} from "./client/choice.ts";
export { type CallOptions, type ClientBody, type Exchange, PosNextClient } from "./client/client.ts";
export { composeOrder, type Manner } from "./client/compose.ts";
export { between, oneOf, ordinaryProducts, randomLines } from "./client/random-order.ts";
export {
  DEMO_LOCATION_ID,
  DEMO_ORGANIZATION_ID,
  DEMO_SHARED_ID,
  type SampleOverrides,
  sampleMenuRequest,
  sampleOrder,
  type WireBody,
} from "./client/sample.ts";
export { parseWish, WISH_FORM } from "./client/wish-text.ts";
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
export { type SwitchForm, switchForm } from "./guesses/forms.ts";
export {
  type AcceptedGuessId,
  changedSwitches,
  type Guess,
  type GuessKind,
  guesses,
  type SeenGuesses,
  type SwitchGuessId,
} from "./guesses/guesses.ts";
export { defaultSwitches, parseSwitches, type Switches } from "./guesses/switches.ts";
export {
  parseMenuAnswer,
  parseMenuRequest,
  renderMenuAnswer,
  renderMenuHead,
  renderMenuLists,
  renderUnchangedMenu,
} from "./menu/menu.ts";
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
} from "./menu/menu-model.ts";
export {
  type BodyOperation,
  type Operation,
  type OperationName,
  operationNames,
  operations,
  type SignedOperation,
  statusPath,
} from "./operations.ts";
export { answerStyle, readdressOrderAnswer, renderErrorBody, renderOrderAnswer } from "./order/answer.ts";
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
} from "./order/answer-model.ts";
export { glimpseAnswer, parseErrorBody, parseOrderAnswer, reviveOrderAnswer } from "./order/answer-read.ts";
export {
  FINGERPRINT_VERSION,
  type Fingerprint,
  type FingerprintVersion,
  fingerprint,
  fingerprints,
  isSameOrder,
  type StoredFingerprint,
} from "./order/fingerprint.ts";
export { mapKept, withoutUnsaidCharges } from "./order/fold.ts";
export { glimpseOrder, type OrderGlimpse } from "./order/glimpse.ts";
export { ORDER_TYPES } from "./order/order-types.ts";
export { type OrderReading, parseOrderRequest, readOrderBody } from "./order/request.ts";
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
} from "./order/request-model.ts";
export { type DigestDiagnosis, type DigestMistake, diagnoseDigest } from "./signing/diagnose.ts";
export { type DatetimeDiagnosis, diagnoseDatetime } from "./signing/diagnose-datetime.ts";
export {
  type BodySpelling,
  type DigestFields,
  type DigestReading,
  looseDigestFields,
  readDigestFields,
} from "./signing/digest-fields.ts";
export { DIGEST_HEADER, REPLAYED_HEADER, REQUEST_ID_HEADER } from "./signing/headers.ts";
export {
  type AcceptedReading,
  answerDigestFields,
  computeDigest,
  digestKey,
  signAnswer,
  signatureString,
  signBody,
  verifyDigest,
} from "./signing/signature.ts";
export {
  importTokenKey,
  signToken,
  type TokenCandidate,
  type TokenKey,
  type VerifiedToken,
  verifyToken,
} from "./signing/token.ts";
export { isStillGood, peekTokenClaims } from "./signing/token-claims.ts";
export {
  amountLimitCents,
  amountNumber,
  amountText,
  currencyExponent,
  currencyProblem,
  fromHundredths,
  HUNDREDTHS_LIMIT,
  hundredthsPerCent,
  parseAmount,
  toHundredths,
} from "./wire/currency.ts";
export type { Drift } from "./wire/drift.ts";
export { ID_MAX, idProblem, idText, refProblem, sharedIdProblem } from "./wire/ids.ts";
export { hasByteOrderMark, JSON_MAX_DEPTH, JSON_MAX_KEYS, parseJson } from "./wire/json.ts";
export { menuAnswerTable, menuRequestTable } from "./wire/menu-tables.ts";
export {
  type CentsMode,
  type CentsReading,
  centsFromNumber,
  centsText,
  majorUnits,
} from "./wire/money.ts";
export type { Spelling } from "./wire/shape.ts";
export { errorBodyTable, orderAnswerTable, orderRequestTable } from "./wire/tables.ts";
export { type DatetimeForm, type Instant, parseInstant } from "./wire/time.ts";
