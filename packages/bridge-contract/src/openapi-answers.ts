import { BRIDGE_ERRORS, type BridgeErrorCode, isBridgeErrorCode } from "./errors.ts";
import { exampleRefusal } from "./examples.ts";

/** The answers of the OpenAPI document. */

/** A signed answer of this schema. */
export function answer(description: string, schema: string, example: object, extra: string[] = []) {
  return {
    description,
    headers: signedHeaders(extra),
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` }, example } },
  };
}

/** The headers that every signed answer carries, and others by their names in the document. */
export function signedHeaders(extra: string[] = []) {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature", ...extra];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** One answer for each status, with the codes that may stand in it. */
export function errors(...codes: BridgeErrorCode[]) {
  const statuses = [...new Set(codes.map((code) => BRIDGE_ERRORS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => BRIDGE_ERRORS[code].status === status);
      const description = here.map((code) => `\`${code}\`: ${BRIDGE_ERRORS[code].means}`).join("; ");
      const first = here[0] ?? "internal";
      const example =
        first === "refused"
          ? exampleRefusal
          : { error: { code: first, message: BRIDGE_ERRORS[first].means } };
      const extra = [409, 429, 503].includes(status) ? ["retry-after"] : [];
      const headers = status === 401 ? {} : { headers: signedHeaders(extra) };
      const schema = { $ref: "#/components/schemas/Error" };
      return [status, { description, ...headers, content: { "application/json": { schema, example } } }];
    }),
  );
}

/** What Parley says to an event that it does not take, and what the POS should do then. */
const EVENT_ERRORS = {
  invalid_request:
    "the body is no event of this protocol, or names another store than the header; do not repeat",
  unauthorized: "store unknown, signature missing, wrong or out of time; unsigned answer",
  payload_too_large: "the body is over 256 KiB; do not repeat",
  unsupported_media_type: "the body is not application/json; do not repeat",
  rate_limited: "too many refused messages from this address; Retry-After; unsigned answer",
  internal: "a fault; send it again",
  unavailable: "not able to answer now; Retry-After, send it again",
} satisfies Partial<Record<BridgeErrorCode, string>>;

/** One answer for each of them, by status. */
export function eventErrors() {
  return Object.fromEntries(
    Object.entries(EVENT_ERRORS).map(([code, means]) => {
      const status = isBridgeErrorCode(code) ? BRIDGE_ERRORS[code].status : 500;
      const example = { error: { code, message: means } };
      const schema = { $ref: "#/components/schemas/Error" };
      const description = `\`${code}\`: ${means}`;
      return [status, { description, content: { "application/json": { schema, example } } }];
    }),
  );
}
