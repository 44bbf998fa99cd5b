import {
  type BodyOperation,
  type DigestFields,
  type Drift,
  hasByteOrderMark,
  type MenuRequest,
  type OrderReading,
  type OrderRequest,
  operations,
  parseJson,
  parseMenuRequest,
  parseOrderRequest,
  readOrderBody,
  type SignedOperation,
  verifyDigest,
} from "@parley/par-contract";
import { type Caller, type VerifiedDigest, verifyClaims } from "./caller.ts";

/**
 * A body before and after verification, as two types. Of an `UnverifiedBody` only the digest's fields can be
 * read, because they are needed to verify it. Everything else can be read only from a `VerifiedBody`, which
 * only `VerifiedBody.verify` makes. Both constructors and the content are private, so a call that forgets a
 * stage does not compile. A body keeps its sender, its operation and its digest: it cannot be verified as
 * somebody else's or as another operation's.
 */

/** The rest of a body, beside the digest's fields. */
interface Content {
  readonly json: unknown;
  /** The reading that gave the digest's fields. An order is parsed from it: the body is read once. */
  readonly order: OrderReading;
  /** How the bytes themselves were read leniently, to stand with the fields that were. */
  readonly lenient: readonly string[];
}

// Only this module may read these from the two classes.
let contentOf: (body: UnverifiedBody<BodyOperation>) => Content;
let headerOf: (body: UnverifiedBody<BodyOperation>) => DigestHeader;
let verifiedContentOf: (body: VerifiedBody<BodyOperation>) => Content;

/** `x-pch-digest` as it came. */
type DigestHeader = string | readonly string[] | undefined;

interface Received<Name extends BodyOperation> {
  operation: Name;
  caller: Caller;
  bytes: Buffer;
  header: DigestHeader;
}

/** The fields that signing and tenancy need. The caller has authenticated; nothing else is proven yet. */
export class UnverifiedBody<Name extends BodyOperation> {
  readonly operation: Name;
  readonly caller: Caller;
  readonly fields: DigestFields;
  /** From the body, else from the token's claims. */
  readonly organizationId: string | null;
  /** Which guesses about PAR's contract the body showed. */
  readonly seen: Readonly<Record<string, string>>;
  readonly #header: DigestHeader;
  readonly #content: Content;

  private constructor({ operation, caller, bytes, header }: Received<Name>) {
    // Every field of a menu call may come from the token: without a body it asks for nothing more.
    const isEmpty = operation === "get_menu" && isBlank(bytes);
    const json = isEmpty ? {} : parseJson(bytes);
    const { digest, reading } = readOrderBody(json, {
      isSigned: operations[operation].requestSigned,
    });
    const { fields, organizationId, seen } = digest;
    this.operation = operation;
    this.caller = caller;
    this.fields = fields;
    this.organizationId = organizationId ?? caller.claims.organizationId;
    // One of the guesses: whether PAR signs requests that need no signature.
    this.seen = operations[operation].requestSigned
      ? seen
      : { ...seen, unsigned_digest: header === undefined ? "absent" : "present" };
    this.#header = header;
    const lenient = hasByteOrderMark(bytes) ? ["the body (byte order mark)"] : [];
    this.#content = { json, order: reading, lenient };
  }

  /**
   * @throws ContractError `invalid_json`; SchemaError with one issue per digest field that may not be signed.
   */
  static read<Name extends BodyOperation>(received: Received<Name>): UnverifiedBody<Name> {
    return new UnverifiedBody(received);
  }

  static {
    contentOf = (body) => body.#content;
    headerOf = (body) => body.#header;
  }
}

/** A body whose digest is right, where its operation is signed, and whose ids agree with the token. */
export class VerifiedBody<Name extends BodyOperation> {
  readonly operation: Name;
  /** From the body, else from the token's claims. */
  readonly organizationId: string | null;
  /** Null where the operation's requests carry none. */
  readonly digest: VerifiedDigest | null;
  readonly #content: Content;

  private constructor(body: UnverifiedBody<Name>, digest: VerifiedDigest | null) {
    this.operation = body.operation;
    this.organizationId = body.organizationId;
    this.digest = digest;
    this.#content = contentOf(body);
  }

  /**
   * Checks the digest over six fields, where the operation's row of the contract asks for one, then the
   * token's claims against the body's ids.
   * @throws SignatureError, AppError `tenant_mismatch` (403).
   */
  static verify<Name extends BodyOperation>(body: UnverifiedBody<Name>): VerifiedBody<Name> {
    const { operation, caller, fields, organizationId } = body;
    const { sharedId, connection } = caller;
    const centsMode = connection.switches.cents_mode;
    const digest = operations[operation].requestSigned
      ? verifyDigest({ fields, header: headerOf(body), sharedId, centsMode })
      : null;
    verifyClaims(caller, { organizationId, locationId: fields.locationId });
    return new VerifiedBody(body, digest);
  }

  static {
    verifiedContentOf = (body) => body.#content;
  }
}

/** The order of a validate or submit. @throws SchemaError with one issue per field. */
export function parseOrder(body: VerifiedBody<SignedOperation>): { request: OrderRequest; drift: Drift } {
  const { order, lenient } = verifiedContentOf(body);
  // A validate comes before payment: what it says of payments is nobody's promise yet.
  const parsed = parseOrderRequest(order, { judgesPayments: body.operation === "submit_order" });
  return { request: parsed.request, drift: withLeniency(parsed.drift, lenient) };
}

/** What a menu call asks for. @throws SchemaError with one issue per field. */
export function parseMenuCall(body: VerifiedBody<"get_menu">): { request: MenuRequest; drift: Drift } {
  const { json, lenient } = verifiedContentOf(body);
  const { request, drift } = parseMenuRequest(json);
  return { request, drift: withLeniency(drift, lenient) };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length <= 64 && bytes.toString("utf8").trim() === "";
}

function withLeniency(drift: Drift, lenient: readonly string[]): Drift {
  return lenient.length === 0 ? drift : { ...drift, lenient: [...lenient, ...drift.lenient] };
}
