/**
 * Every error code of the contract with the HTTP status it travels under by default. Business refusals are
 * decisions, not protocol failures, and travel under 200. A connection's switches may move four groups:
 * `signature_status`, `unmapped_status`, `conflict_status` and `refusal_status`.
 */
export const ERROR_CODES = {
  invalid_json: { status: 400 },
  invalid_field: { status: 400 },
  missing_field: { status: 400 },
  unauthorized: { status: 401 },
  tenant_mismatch: { status: 403 },
  signature_missing: { status: 401 },
  signature_mismatch: { status: 401 },
  unmapped_organization: { status: 422 },
  unmapped_location: { status: 422 },
  order_not_found: { status: 404 },
  idempotency_conflict: { status: 409 },
  order_already_submitted: { status: 409 },
  location_closed: { status: 200 },
  unsupported_order_type: { status: 200 },
  invalid_schedule: { status: 200 },
  item_not_found: { status: 200 },
  item_unavailable: { status: 200 },
  modifier_not_found: { status: 200 },
  modifier_unavailable: { status: 200 },
  modifier_min: { status: 200 },
  modifier_max: { status: 200 },
  price_mismatch: { status: 200 },
  tax_mismatch: { status: 200 },
  payment_insufficient: { status: 200 },
  pos_refused: { status: 200 },
  pos_unavailable: { status: 200 },
  pos_error: { status: 200 },
  price_level_not_found: { status: 200 },
  // 503 on submit and menus; validate tells it in a signed 200 `errored`.
  menu_unavailable: { status: 503 },
  route_not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  payload_too_large: { status: 413 },
  unsupported_media_type: { status: 415 },
  request_timeout: { status: 408 },
  rate_limited: { status: 429 },
  overloaded: { status: 503 },
  misdirected_request: { status: 421 },
  internal: { status: 500 },
} as const satisfies Record<string, { status: number }>;

/** A stable error code, spelled as on the wire. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Whether a text is one of the contract's error codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CODES, text);
}

/** What an issue may compare: plain JSON scalars, money already in major units. */
export type IssueValue = string | number | boolean | null;

/**
 * One thing that is wrong, as `errors[]` shows it. `field` is a path in wire names
 * (`order_details.items[0].modifiers[1]`), `lineId` PAR's own line reference.
 */
export interface Issue {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: string | undefined;
  readonly lineId?: string | undefined;
  readonly expected?: IssueValue | undefined;
  readonly actual?: IssueValue | undefined;
}

/** The root of every error this package throws on purpose. `code` is API, `message` is not. */
export class ContractError extends Error {
  override readonly name: string = "ContractError";
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, issues?: readonly Issue[]) {
    super(message);
    this.code = code;
    this.issues = issues ?? [{ code, message }];
  }
}

/** Why a token was refused. Recorded with the exchange, never told to the caller. */
export type TokenFailure =
  | "missing"
  | "malformed"
  | "too_long"
  | "header"
  | "algorithm"
  | "payload"
  | "no_match"
  | "expired"
  | "no_expiry"
  | "life_too_long"
  | "not_yet_valid"
  | "issued_ahead"
  | "issuer"
  | "audience"
  // A claim whose value cannot be read, by its name.
  | "claim_exp"
  | "claim_iat"
  | "claim_nbf"
  | "claim_organization_id"
  | "claim_location_id"
  | "claims";

/** Any failure of the bearer token: always the one answer 401 `unauthorized`. */
export class TokenError extends ContractError {
  override readonly name: string = "TokenError";
  readonly reason: TokenFailure;
  /** Whose secret signed the token, where it was signed by one and refused for what it says. For the record only. */
  signedBy: string | null = null;

  constructor(reason: TokenFailure) {
    super("unauthorized", "The request is not authorized.");
    this.reason = reason;
  }
}

/** Why a digest was refused. Recorded, never told. `double_truncation` means: it fits reading X. */
export type SignatureFailure = "missing" | "repeated" | "not_hex" | "mismatch" | "double_truncation";

/** A missing or wrong `x-pch-digest` after a valid token. */
export class SignatureError extends ContractError {
  override readonly name: string = "SignatureError";
  readonly reason: SignatureFailure;

  constructor(reason: SignatureFailure) {
    if (reason === "missing") super("signature_missing", "The x-pch-digest header is missing.");
    else super("signature_mismatch", "The x-pch-digest header does not match the body.");
    this.reason = reason;
  }
}

/** A body (or a settings object) that does not have the shape of the contract; one issue per field. */
export class SchemaError extends ContractError {
  override readonly name: string = "SchemaError";

  constructor(issues: readonly Issue[]) {
    const first = issues[0] ?? { code: "invalid_field", message: "The body is not valid." };
    super(first.code, first.message, issues.length > 0 ? issues : [first]);
  }
}
