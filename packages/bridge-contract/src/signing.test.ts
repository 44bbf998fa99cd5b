import fc from "fast-check";
import { describe, expect, it } from "vitest";
import vectors from "../vectors/signatures.json" with { type: "json" };
import {
  BridgeSignatureError,
  type BridgeSignatureReason,
  createSigningKey,
  parseSigningKey,
  SIGNATURE_TOLERANCE_SECONDS,
  type SignatureHeaders,
  signAnswer,
  signPayload,
  signRequest,
  verifyAnswer,
  verifyRequest,
} from "./signing.ts";

const key = parseSigningKey(vectors.key);
const otherKey = parseSigningKey(createSigningKey());
const at = new Date(Number(vectors.webhook_timestamp) * 1_000);
const put = { method: "PUT", path: "/v1/stores/S/orders/R" };

function secondsAfter(seconds: number): Date {
  return new Date(at.getTime() + seconds * 1_000);
}

function request(body = "{}") {
  return { ...put, body, headers: { ...signRequest({ ...put, key, id: "msg_1", at, body }) } };
}

function reasonOf(verify: () => unknown): BridgeSignatureReason | "accepted" {
  try {
    verify();
    return "accepted";
  } catch (error) {
    if (error instanceof BridgeSignatureError) return error.reason;
    throw error;
  }
}

describe("signPayload", () => {
  it.each(vectors.cases)("gives the fixed signature of $name", ({ payload, webhook_signature }) => {
    const signature = signPayload(key, vectors.webhook_id, vectors.webhook_timestamp, [payload]);
    expect(signature).toBe(webhook_signature);
  });

  it.each(vectors.cases.filter((entry) => "method" in entry))(
    "is what signRequest and signAnswer make of $name",
    ({ status, method = "", path = "", body = "", webhook_signature }) => {
      const id = vectors.webhook_id;
      const headers =
        status === undefined
          ? signRequest({ key, id, at, method, path, body })
          : signAnswer({
              key,
              request: { id, timestamp: vectors.webhook_timestamp, method, path },
              status,
              body,
            });
      expect(headers).toEqual({
        "webhook-id": id,
        "webhook-timestamp": vectors.webhook_timestamp,
        "webhook-signature": webhook_signature,
      });
    },
  );
});

describe("verifyRequest", () => {
  const anyRequest = fc.record({
    method: fc.constantFrom("GET", "PUT", "POST", "DELETE"),
    path: fc.webPath(),
    body: fc.uint8Array({ maxLength: 200 }),
    id: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
  });

  it("accepts every request that signRequest signed", () => {
    fc.assert(
      fc.property(anyRequest, ({ id, ...message }) => {
        const headers = { ...signRequest({ ...message, key, id, at }) };
        const verified = verifyRequest({ ...message, keys: [key], headers, now: at });
        expect(verified).toEqual({ id, timestamp: vectors.webhook_timestamp });
      }),
    );
  });

  it("refuses a request of which any one signed part was changed", () => {
    fc.assert(
      fc.property(anyRequest, anyRequest, (signed, other) => {
        const headers: SignatureHeaders = signRequest({ ...signed, key, at });
        const parts = ["method", "path", "id", "body"] as const;
        for (const part of parts) {
          const { id, ...message } = { ...signed, [part]: other[part] };
          if (Buffer.from(other[part]).equals(Buffer.from(signed[part]))) continue;
          const verify = () =>
            verifyRequest({ ...message, keys: [key], headers: { ...headers, "webhook-id": id }, now: at });
          expect(reasonOf(verify)).toBe("no_signature_matches");
        }
      }),
    );
  });

  it("bounds the timestamp both ways, at the second", () => {
    const verify = (seconds: number) => () =>
      verifyRequest({ ...request(), keys: [key], now: secondsAfter(seconds) });
    expect(reasonOf(verify(SIGNATURE_TOLERANCE_SECONDS))).toBe("accepted");
    expect(reasonOf(verify(-SIGNATURE_TOLERANCE_SECONDS))).toBe("accepted");
    expect(reasonOf(verify(SIGNATURE_TOLERANCE_SECONDS + 1))).toBe("timestamp_too_old");
    expect(reasonOf(verify(-SIGNATURE_TOLERANCE_SECONDS - 1))).toBe("timestamp_too_new");
  });

  it("accepts any of several signatures, so that the sender may rotate its key", () => {
    const { headers, ...message } = request();
    const foreign = signRequest({ ...message, key: otherKey, id: "msg_1", at })["webhook-signature"];
    const list = `v1a,AAAA ${foreign} ${headers["webhook-signature"]}`;
    const verify = () =>
      verifyRequest({ ...message, keys: [key], headers: { ...headers, "webhook-signature": list }, now: at });
    expect(reasonOf(verify)).toBe("accepted");
  });

  it("accepts a signature by any of its keys, so that the receiver may rotate its key", () => {
    expect(reasonOf(() => verifyRequest({ ...request(), keys: [otherKey, key], now: at }))).toBe("accepted");
    expect(reasonOf(() => verifyRequest({ ...request(), keys: [otherKey], now: at }))).toBe(
      "no_signature_matches",
    );
    expect(reasonOf(() => verifyRequest({ ...request(), keys: [], now: at }))).toBe("no_signature_matches");
  });

  it.each([
    ["no id", { "webhook-id": undefined }, "header_missing"],
    ["no timestamp", { "webhook-timestamp": undefined }, "header_missing"],
    ["no signature", { "webhook-signature": undefined }, "header_missing"],
    ["two ids", { "webhook-id": ["msg_1", "msg_1"] }, "header_malformed"],
    ["a dot in the id", { "webhook-id": "msg.1" }, "header_malformed"],
    ["an empty id", { "webhook-id": "" }, "header_malformed"],
    [
      "a timestamp with garbage behind it",
      { "webhook-timestamp": `${vectors.webhook_timestamp}x` },
      "header_malformed",
    ],
    ["a timestamp with a sign", { "webhook-timestamp": `+${vectors.webhook_timestamp}` }, "header_malformed"],
    ["an empty signature", { "webhook-signature": "" }, "no_signature_matches"],
    ["a signature of another version", { "webhook-signature": "v2,AAAA" }, "no_signature_matches"],
    ["a shortened signature", { "webhook-signature": "v1,g0hM9SsE" }, "no_signature_matches"],
  ])("refuses %s", (_what, change, reason) => {
    const { headers, ...message } = request();
    const verify = () =>
      verifyRequest({ ...message, keys: [key], headers: { ...headers, ...change }, now: at });
    expect(reasonOf(verify)).toBe(reason);
  });
});

describe("verifyAnswer", () => {
  const asked = { ...put, id: "msg_1", timestamp: vectors.webhook_timestamp };
  const answer = (status: number, body: string) => ({ ...signAnswer({ key, request: asked, status, body }) });

  it("accepts the answer that was made for this request", () => {
    const verify = () =>
      verifyAnswer({ keys: [key], headers: answer(201, "{}"), request: asked, status: 201, body: "{}" });
    expect(reasonOf(verify)).toBe("accepted");
  });

  it("refuses an answer that was made for another request", () => {
    const headers = answer(201, "{}");
    const other = { ...asked, id: "msg_2" };
    expect(
      reasonOf(() => verifyAnswer({ keys: [key], headers, request: other, status: 201, body: "{}" })),
    ).toBe("answer_of_another_request");
  });

  it("refuses an answer whose status, path or body was changed", () => {
    const headers = answer(409, "{}");
    const verify = (change: { status?: number; body?: string; path?: string }) => () =>
      verifyAnswer({
        keys: [key],
        headers,
        request: { ...asked, path: change.path ?? asked.path },
        status: change.status ?? 409,
        body: change.body ?? "{}",
      });
    expect(reasonOf(verify({}))).toBe("accepted");
    expect(reasonOf(verify({ status: 404 }))).toBe("no_signature_matches");
    expect(reasonOf(verify({ body: "{ }" }))).toBe("no_signature_matches");
    expect(reasonOf(verify({ path: "/v1/stores/S/orders/Q" }))).toBe("no_signature_matches");
  });

  it("never lets a request pass as an answer, or an answer as a request", () => {
    const { headers, body } = request();
    expect(reasonOf(() => verifyAnswer({ keys: [key], headers, request: asked, status: 200, body }))).toBe(
      "no_signature_matches",
    );
    expect(
      reasonOf(() => verifyRequest({ ...put, keys: [key], headers: answer(200, body), body, now: at })),
    ).toBe("no_signature_matches");
  });
});

describe("parseSigningKey", () => {
  it("reads what createSigningKey makes", () => {
    expect(parseSigningKey(createSigningKey()).bytes).toHaveLength(32);
  });

  it.each([
    "",
    "whsec_",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_c2hvcnQ=",
    "whsec_****************************",
  ])("refuses %j without repeating it", (text) => {
    expect(() => parseSigningKey(text)).toThrow(
      "A bridge key is `whsec_` followed by 24 to 64 bytes in base64",
    );
  });
});

describe("a request that is signed by two keys", () => {
  const [newer, older] = [parseSigningKey(createSigningKey()), parseSigningKey(createSigningKey())];
  const line = { method: "PUT", path: "/v1/stores/S/orders/R" };
  const at = new Date("2026-01-15T12:00:00Z");
  const headers = { ...signRequest({ ...line, key: newer, others: [older], id: "msg_1", at, body: "{}" }) };

  it.each([
    ["the newer", newer],
    ["the older", older],
  ])("is good for whoever has %s alone", (_which, key) => {
    expect(verifyRequest({ ...line, keys: [key], headers, body: "{}", now: at })).toEqual({
      id: "msg_1",
      timestamp: "1768478400",
    });
  });

  it("is answered with one of them, which the sender is told", () => {
    const request = { ...line, id: "msg_1", timestamp: "1768478400" };
    const answer = { request, status: 201, body: "{}" };
    const signed = { ...signAnswer({ ...answer, key: older }) };
    expect(verifyAnswer({ ...answer, keys: [newer, older], headers: signed })).toBe(older);
  });
});
