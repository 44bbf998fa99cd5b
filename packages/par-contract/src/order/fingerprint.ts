import { createHash } from "node:crypto";
import { projectVersion1 } from "./fingerprint-v1.ts";
import { projectVersion2 } from "./fingerprint-v2.ts";
import { isAsInVersion2, projectVersion3 } from "./fingerprint-v3.ts";
import type { OrderRequest } from "./request-model.ts";

/** Every version that a stored order may have. One that is added keeps those before it, each as it is. */
const projections = { 1: projectVersion1, 2: projectVersion2, 3: projectVersion3 } as const satisfies Record<
  number,
  (request: OrderRequest) => unknown
>;

/** A version of the fingerprint that this code can make. */
export type FingerprintVersion = keyof typeof projections;

/** The version by which orders are told apart; they are also stored with those that earlier releases know. */
export const FINGERPRINT_VERSION: FingerprintVersion = 3;

/** SHA-256 in lower-case hex of what `version` hashes. */
export interface Fingerprint {
  readonly version: FingerprintVersion;
  readonly sha256: string;
}

/** A fingerprint as it is stored with an order: of whichever version the release knew that stored it. */
export interface StoredFingerprint {
  readonly version: number;
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
  return { version, sha256: sha256Of(textOf(request, version)) };
}

/**
 * The fingerprints of all versions, for an order that is stored. Most bodies spell nothing in a way that only a later
 * version overlooks, so that the texts are equal and one hash is all of theirs.
 */
export function fingerprints(request: OrderRequest): Record<FingerprintVersion, string> {
  const known = new Map<string, string>();
  const of = (version: FingerprintVersion) => {
    const text = textOf(request, version);
    const sha256 = known.get(text) ?? sha256Of(text);
    known.set(text, sha256);
    return sha256;
  };
  const second = of(2);
  return { 1: of(1), 2: second, 3: isAsInVersion2(request) ? second : of(3) };
}

/** RFC 8785 JSON: the projections name their members in its order, and ECMAScript's notation is what it prescribes. */
function textOf(request: OrderRequest, version: FingerprintVersion): string {
  return JSON.stringify(projections[version](request));
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * Whether a request asks for the order that was stored with these fingerprints, one or more of different versions.
 * Compared under the latest of them that this code knows, so that a repeat is recognised whichever release stored
 * the order.
 *
 * @throws RangeError where it knows none of them (a later release stored the order): whether the two are the same
 * cannot be said then, and neither answer would be safe.
 */
export function isSameOrder(request: OrderRequest, ...stored: readonly StoredFingerprint[]): boolean {
  const [latest] = stored
    .flatMap(({ version, sha256 }) => (isKnownVersion(version) ? [{ version, sha256 }] : []))
    .sort((a, b) => b.version - a.version);
  if (latest === undefined) {
    const versions = stored.map(({ version }) => version).join(", ");
    throw new RangeError(`fingerprint version ${versions} is not known`);
  }
  return fingerprint(request, latest.version).sha256 === latest.sha256;
}

function isKnownVersion(version: number): version is FingerprintVersion {
  return Object.hasOwn(projections, version);
}
