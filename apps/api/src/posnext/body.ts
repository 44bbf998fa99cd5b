import {
  type BodyOperation,
  type DigestFields,
  type Drift,
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
 * A body on its way from bytes to trust, as two types. Only the digest's fields of an `UnverifiedBody` can be
 * read, because they are needed to verify it; what else it says comes out of a `VerifiedBody` alone, and only
 * `VerifiedBody.verify` makes one. Both constructors are private and their content is a private field, so a call
 * that forgets a stage does not compile.
 */

/** What a body says besides. */
interface Content {
  readonly json: unknown;
  /** The reading that gave the digest's fields; an order is parsed from it, so that the body is walked once. */
  readonly order: OrderReading;
}

// What only this module may take out of the two classes.
let contentOf: (body: UnverifiedBody) => Content;
let verifiedContentOf: (body: VerifiedBody<BodyOperation>) => Content;

/** The fields that signing and tenancy need, of a caller who has authenticated and has proven no more. */
export class UnverifiedBody {
  readonly fields: DigestFields;
  /** As the body names it; null where it does not. */
  readonly organizationId: string | null;
  /** Which guesses about PAR's contract the body's spelling showed. */
  readonly seen: Readonly<Record<string, string>>;
  readonly #content: Content;

  private constructor(json: unknown) {
    const { digest, reading } = readOrderBody(json);
    const { fields, organizationId, seen } = digest;
    this.fields = fields;
    this.organizationId = organizationId;
    this.seen = seen;
    this.#content = { json, order: reading };
  }

  /** @throws SchemaError `invalid_json`, or one issue per digest field that is missing or wrong. */
  static read(bytes: Buffer): UnverifiedBody {
    return new UnverifiedBody(parseJson(bytes));
  }

  static {
    contentOf = (body) => body.#content;
  }
}

/** A body whose digest is right where its operation is signed, and whose ids are those of the caller's token. */
export class VerifiedBody<Name extends BodyOperation> {
  readonly operation: Name;
  readonly fields: DigestFields;
  /** From the body, else from the token's claims. */
  readonly organizationId: string | null;
  /** Null where the operation's requests carry none. */
  readonly digest: VerifiedDigest | null;
  readonly #content: Content;

  private constructor(args: VerifyArgs<Name>, digest: VerifiedDigest | null) {
    this.operation = args.operation;
    this.fields = args.body.fields;
    this.organizationId = args.body.organizationId ?? args.caller.claims.organizationId;
    this.digest = digest;
    this.#content = contentOf(args.body);
  }

  /**
   * The digest over six fields, where the operation's row of the contract asks for one, then the token's claims
   * against the body's ids.
   * @throws SignatureError, AppError `tenant_mismatch` (403).
   */
  static verify<Name extends BodyOperation>(args: VerifyArgs<Name>): VerifiedBody<Name> {
    const { operation, caller, body, header } = args;
    const { fields, organizationId } = body;
    const { sharedId, connection } = caller;
    const centsMode = connection.switches.cents_mode;
    const digest = operations[operation].requestSigned
      ? verifyDigest({ fields, header, sharedId, centsMode })
      : null;
    verifyClaims(caller, { organizationId, locationId: fields.locationId });
    return new VerifiedBody(args, digest);
  }

  static {
    verifiedContentOf = (body) => body.#content;
  }
}

interface VerifyArgs<Name extends BodyOperation> {
  operation: Name;
  caller: Caller;
  body: UnverifiedBody;
  /** `x-pch-digest` as it came. */
  header: string | readonly string[] | undefined;
}

/** The order of a validate or submit. @throws SchemaError with one issue per field. */
export function parseOrder(body: VerifiedBody<SignedOperation>): { request: OrderRequest; drift: Drift } {
  return parseOrderRequest(verifiedContentOf(body).order);
}

/** What a menu call asks for. @throws SchemaError with one issue per field. */
export function parseMenuCall(body: VerifiedBody<"get_menu">): { request: MenuRequest; drift: Drift } {
  return parseMenuRequest(verifiedContentOf(body).json);
}
