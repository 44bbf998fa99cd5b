import { createHash } from "node:crypto";
import { canonicalJson } from "../wire/canonical.ts";
import { projectVersion1 } from "./fingerprint-v1.ts";
import type { OrderRequest } from "./request-model.ts";

/** Every version that a stored order may have. One that is added keeps those before it, each as it is. */
const projections = { 1: projectVersion1 } as const satisfies Record<
  number,
  (request: OrderRequest) => unknown
>;

/** A version of the fingerprint that this code can make. */
export type FingerprintVersion = keyof typeof projections;

/** The version that orders are stored with. */
export const FINGERPRINT_VERSION: FingerprintVersion = 1;

/** SHA-256 in lower-case hex of what `version` hashes. */
export interface Fingerprint {
  readonly version: FingerprintVersion;
  readonly sha256: string;
}

/**
 * What makes two submits "the same order": SHA-256 over RFC 8785 JSON of the parsed order with its location, in
 * cents and with defaults applied. Without `payments[].reference` (a retry may carry another one), the request's
 * uid and datetime, unknown fields and formatting.
 */
export function fingerprint(
  request: OrderRequest,
  version: FingerprintVersion = FINGERPRINT_VERSION,
): Fingerprint {
  const text = canonicalJson(projections[version](request));
  return { version, sha256: createHash("sha256").update(text, "utf8").digest("hex") };
}

/**
 * Whether a request asks for the order that was stored with this fingerprint. Compared under the stored version,
 * so that a repeat is recognised whichever release stored the order.
 *
 * @throws RangeError for a version that this code does not know (a later release stored it): whether the two are
 * the same cannot be said then, and neither answer would be safe.
 */
export function isSameOrder(
  request: OrderRequest,
  stored: { readonly version: number; readonly sha256: string },
): boolean {
  const { version, sha256 } = stored;
  if (!isKnownVersion(version)) throw new RangeError(`fingerprint version ${version} is not known`);
  return fingerprint(request, version).sha256 === sha256;
}

function isKnownVersion(version: number): version is FingerprintVersion {
  return Object.hasOwn(projections, version);
}
