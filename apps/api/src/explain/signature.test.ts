import { createHash, createHmac } from "node:crypto";
import type { Exchange, ExchangeBody } from "@parley/db/exchanges";
import { computeDigest, readDigestFields, sampleOrder, signatureString } from "@parley/par-contract";
import { type Language, languages, wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { explainSignature } from "./signature.ts";

const SHARED_ID = "Yummytaco-demo-sharedid-2026-0001";
const OTHER = "Another-live-sharedid-of-the-same-connection";
const FOREIGN_SECRET = "sharedid-of-somebody-else-altogether";
// 4.35 × 100 is 434.99999999999994 and 19.99 × 100 is 1998.9999999999998 as doubles.
const body = sampleOrder({ details: { online_order_id: null, grand_total: 19.99, subtotal: 4.35 } });
const RIGHT = "7d0c2f9e-0001|PAR-LOC-12345|0|1999|435|1768480496";

function hmac(text: string | Buffer, key: string | Buffer = SHARED_ID.slice(0, 10)): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** A recorded call with this digest, by default one that was refused. */
function recorded(header: string | null, more: { exchange?: Partial<Exchange>; body?: unknown } = {}) {
  const exchange: Exchange = {
    id: "exc_1",
    direction: "in",
    operation: "submit_order",
    connectionId: "con_1",
    brandId: null,
    locationId: null,
    orderId: null,
    attempt: null,
    method: "POST",
    path: "/posnext/order/submit",
    status: 401,
    outcome: null,
    code: "signature_mismatch",
    reason: "mismatch",
    requestUid: "7d0c2f9e-0001",
    onlineOrderId: null,
    parOrganizationId: "IA-YC-01",
    parLocationId: "PAR-LOC-12345",
    at: new Date(0),
    durationUs: 1,
    stages: [],
    seen: null,
    drift: null,
    signed: false,
    replayed: false,
    remoteAddress: null,
    ...more.exchange,
  };
  const bodies: ExchangeBody = {
    exchangeId: "exc_1",
    requestHeaders: header === null ? {} : { "x-pch-digest": header },
    requestBody: typeof more.body === "string" ? more.body : JSON.stringify(more.body ?? body),
    responseHeaders: {},
    responseBody: "{}",
    stringSigned: null,
    note: null,
  };
  return { exchange, bodies };
}

function explain(
  record: ReturnType<typeof recorded>,
  sharedIds = [SHARED_ID, OTHER],
  language: Language = "en",
) {
  return explainSignature({ ...record, sharedIds: async () => sharedIds, words: wordsIn(language) });
}

const withPart = (at: number, text: string) => RIGHT.split("|").with(at, text).join("|");

describe("explainSignature names the mistake", () => {
  const cases: [mistake: string, header: string][] = [
    ["double_truncation", hmac("7d0c2f9e-0001|PAR-LOC-12345|0|1998|434|1768480496")],
    ["empty_not_zero", hmac(withPart(2, ""))],
    ["null_as_word", hmac(withPart(2, "null"))],
    ["milliseconds", hmac(withPart(5, "1768480496789"))],
    ["local_time", hmac(withPart(5, String(1768480496 + 8 * 3600)))],
    ["another_live_secret", hmac(RIGHT, OTHER.slice(0, 10))],
    ["whole_shared_id", hmac(RIGHT, SHARED_ID)],
    ["letter_case", hmac(RIGHT.toLowerCase())],
    ["pipes", hmac(`${RIGHT}|`)],
    ["pipes", hmac(RIGHT.replaceAll("|", ""))],
    ["dollars_not_cents", hmac("7d0c2f9e-0001|PAR-LOC-12345|0|19.99|4.35|1768480496")],
    ["totals_swapped", hmac("7d0c2f9e-0001|PAR-LOC-12345|0|435|1999|1768480496")],
    ["field_missing", hmac("7d0c2f9e-0001|PAR-LOC-12345|1999|435|1768480496")],
    ["seconds_rounded", hmac(withPart(5, "1768480497"))],
    ["datetime_text", hmac(withPart(5, "2026-01-15T12:34:56.789Z"))],
    ["line_end", hmac(`${RIGHT}\n`)],
    ["utf16", hmac(Buffer.from(RIGHT, "utf16le"))],
    ["body_signed", hmac(JSON.stringify(body))],
    ["prefix_length", hmac(RIGHT, SHARED_ID.slice(0, 16))],
    ["key_case", hmac(RIGHT, SHARED_ID.slice(0, 10).toUpperCase())],
    ["key_decoded", hmac(RIGHT, Buffer.from(SHARED_ID, "base64"))],
    ["base64_not_hex", Buffer.from(hmac(RIGHT), "hex").toString("base64")],
    ["decorated", `sha256=${hmac(RIGHT)}`],
    ["sha1", createHmac("sha1", SHARED_ID.slice(0, 10)).update(RIGHT).digest("hex")],
    ["not_keyed", createHash("sha256").update(RIGHT).digest("hex")],
    ["placeholder", "0".repeat(64)],
    ["milliseconds + whole_shared_id", hmac(withPart(5, "1768480496789"), SHARED_ID)],
  ];

  it.each(cases)("%s", async (mistake, header) => {
    const explained = await explain(recorded(header));
    expect(explained).toMatchObject({ verdict: "mismatched", mistake, stringSigned: RIGHT, ours: null });
    expect(explained?.hint).toEqual(expect.stringMatching(/\w+ .*[.)]$/));
  });

  it.each(cases)("in the language of whoever reads it: %s", async (_mistake, header) => {
    const [english, ...others] = await Promise.all(
      languages.map((language) => explain(recorded(header), undefined, language)),
    );
    for (const other of others) {
      expect(other?.hint).toMatch(/\w+ .*[.)]$/);
      expect(other?.hint).not.toBe(english?.hint);
      // Names of fields and what was signed are the same in every language.
      expect(other).toMatchObject({ mistake: english?.mistake, stringSigned: english?.stringSigned });
    }
  });

  it("says of a digest of one character repeated that nobody computed it", async () => {
    const zeros = recorded("0".repeat(64));
    expect((await explain(zeros))?.hint).toBe(
      "The digest is a placeholder, one character repeated: the caller did not compute one.",
    );
    expect((await explain(zeros, undefined, "es"))?.hint).toContain("no calculó ninguna");
  });

  it("tells the zone whose local time was signed", async () => {
    const inLosAngeles = hmac(withPart(5, String(1768480496 + 8 * 3600)));
    expect((await explain(recorded(inLosAngeles)))?.hint).toContain("(UTC-08:00)");
    const inDelhi = hmac(withPart(5, String(1768480496 - 5.5 * 3600)));
    expect((await explain(recorded(inDelhi)))?.hint).toContain("(UTC+05:30)");
  });

  it("half_even, where the two totals round in different directions", async () => {
    const odd = sampleOrder({ details: { online_order_id: "1", grand_total: 1.005, subtotal: 2.675 } });
    const record = recorded(hmac("7d0c2f9e-0001|PAR-LOC-12345|1|100|268|1768480496"), { body: odd });
    expect(await explain(record)).toMatchObject({ mistake: "half_even" });
  });

  it("exact_cents, where the connection expects the sample's doubles", async () => {
    const record = recorded(hmac(RIGHT), { exchange: { seen: { cents_mode: "double_truncate" } } });
    expect(await explain(record)).toMatchObject({
      mistake: "exact_cents",
      stringSigned: "7d0c2f9e-0001|PAR-LOC-12345|0|1998|434|1768480496",
    });
  });

  it("whichever of two live SharedIds comes first", async () => {
    const record = recorded(computeDigest(OTHER, RIGHT));
    expect((await explain(record, [OTHER, SHARED_ID]))?.mistake).toBe("another_live_secret");
    expect((await explain(record, [SHARED_ID, OTHER]))?.mistake).toBe("another_live_secret");
  });
});

describe("explainSignature", () => {
  it("shows each part with where it was read", async () => {
    expect((await explain(recorded(hmac("x"))))?.fields).toEqual([
      { name: "request_uid", value: "7d0c2f9e-0001", source: "request_uid: 7d0c2f9e-0001" },
      { name: "location_id", value: "PAR-LOC-12345", source: "location_id: PAR-LOC-12345" },
      {
        name: "online_order_id",
        value: "0",
        source: "order_details.online_order_id: null or absent, signed as 0",
      },
      { name: "grand_total", value: "1999", source: "order_details.grand_total: 19.99" },
      { name: "subtotal", value: "435", source: "order_details.subtotal: 4.35" },
      {
        name: "request_datetime",
        value: "1768480496",
        source: "request_datetime: 2026-01-15T12:34:56.789Z",
      },
    ]);
  });

  it("says that it does not know, for the digest of an unknown secret", async () => {
    const explained = await explain(recorded(hmac(RIGHT, FOREIGN_SECRET.slice(0, 10))));
    expect(explained).toMatchObject({
      mistake: null,
      hint: expect.stringContaining("None of the known mistakes"),
    });
  });

  it("never holds a digest that was not sent, nor a key", async () => {
    const readings = (["R", "E", "T", "X"] as const).map((reading) =>
      signatureString(readDigestFields(body).fields, reading),
    );
    for (const header of [hmac("anything"), hmac(RIGHT, SHARED_ID), `sha256=${hmac(RIGHT).slice(1)}`, "zz"]) {
      const text = JSON.stringify(await explain(recorded(header)));
      for (const sharedId of [SHARED_ID, OTHER]) {
        expect(text).not.toContain(sharedId.slice(0, 10));
        for (const reading of readings) expect(text).not.toContain(computeDigest(sharedId, reading));
      }
    }
  });

  it("shows ours only of a call that matched", async () => {
    const record = recorded(hmac(RIGHT).toUpperCase(), {
      exchange: { status: 200, code: null, reason: null },
    });
    const matched = { ...record, bodies: { ...record.bodies, stringSigned: RIGHT } };
    expect(await explain(matched)).toMatchObject({
      verdict: "matched",
      stringSigned: RIGHT,
      theirs: hmac(RIGHT).toUpperCase(),
      ours: hmac(RIGHT),
      mistake: null,
      hint: null,
    });
  });

  it("says that a header is missing", async () => {
    const exchange = { code: "signature_missing", reason: "missing" };
    expect(await explain(recorded(null, { exchange }))).toMatchObject({
      verdict: "missing",
      theirs: null,
      ours: null,
    });
  });

  it("reads ids from the row where the stored body has them masked", async () => {
    const masked = sampleOrder({ root: { request_uid: "************1111" } });
    const record = recorded(hmac("x"), { body: masked, exchange: { requestUid: "4111111111111111" } });
    expect((await explain(record))?.stringSigned).toMatch(/^4111111111111111\|/);
  });

  it.each([
    ["a menu call", { operation: "get_menu" }],
    ["a call to the POS", { direction: "out" as const }],
    ["an unauthenticated call", { connectionId: null }],
    ["a body that was refused before its digest", { code: "invalid_json" }],
  ])("says nothing of %s", async (_name, exchange) => {
    expect(await explain(recorded(hmac(RIGHT), { exchange }))).toBeNull();
  });

  describe("E: of a date that cannot be read", () => {
    const refused = { exchange: { status: 400, code: "invalid_field", reason: null, requestUid: null } };
    const dated = (request_datetime: string) => sampleOrder({ root: { request_datetime } });
    const signedAt = (seconds: number | string) =>
      hmac(`7d0c2f9e-0001|PAR-LOC-12345|ONL-1001|2910|2400|${seconds}`);
    const seconds = Date.UTC(2026, 10, 28, 11, 32, 13) / 1000;

    it.each([
      ["no zone, signed as UTC", "2026-11-28T11:32:13.123", seconds, "as UTC"],
      ["no zone, signed as local time", "2026-11-28T11:32:13.123", seconds + 8 * 3600, "(UTC-08:00)"],
      ["no zone, signed in the east", "2026-11-28T11:32:13", seconds - 5.5 * 3600, "(UTC+05:30)"],
      ["a blank for the T", "2026-11-28 11:32:13Z", seconds, "do not read this form"],
      ["eight digits of a second", "2026-11-28T11:32:13.12345678Z", seconds, "do not read this form"],
      ["an offset without a colon", "2026-11-28T12:32:13+0100", seconds, "do not read this form"],
      ["an American date", "11/28/2026 11:32:13 AM", seconds, "as UTC"],
      ["no date at all, signed as 0", "soon", 0, "signed 0"],
      ["no date at all, signed as something", "soon", seconds, "does not fit"],
      ["an empty text, signed as 0", "", 0, "signed 0"],
    ])("says how it was read: %s", async (_name, text, at, hint) => {
      const explained = await explain(recorded(signedAt(at), { ...refused, body: dated(text) }));
      expect(explained).toMatchObject({
        verdict: "unreadable",
        ours: null,
        hint: expect.stringContaining(hint),
      });
      expect(explained?.hint).toContain(JSON.stringify(text));
      expect(explained?.stringSigned).toBe(
        hint === "does not fit" ? null : `7d0c2f9e-0001|PAR-LOC-12345|ONL-1001|2910|2400|${at}`,
      );
    });

    it("says it also where the digest is missing, and nothing where another field was refused", async () => {
      const body = dated("2026-11-28T11:32:13");
      expect(await explain(recorded(null, { ...refused, body }))).toMatchObject({ verdict: "unreadable" });
      expect(await explain(recorded(signedAt(1), refused))).toBeNull();
    });
  });

  it("E: reads a stored body behind its byte order mark", async () => {
    const record = recorded(hmac(RIGHT.toLowerCase()), { body: `\ufeff${JSON.stringify(body)}` });
    expect(await explain(record)).toMatchObject({ stringSigned: RIGHT, mistake: "letter_case" });
  });

  it("shows the string of our answer to a poll", async () => {
    const record = recorded(null, {
      exchange: { operation: "get_order", code: null, reason: null, status: 200 },
    });
    const bodies = {
      ...record.bodies,
      requestBody: null,
      responseBody: JSON.stringify(body),
      stringSigned: RIGHT,
    };
    expect(await explain({ ...record, bodies })).toMatchObject({
      verdict: "not_required",
      stringSigned: RIGHT,
      theirs: null,
      ours: null,
      hint: expect.stringContaining("polls"),
    });
  });

  it("shows no string where the stored body cannot be read", async () => {
    expect(await explain(recorded(hmac(RIGHT), { body: '{"request_uid":' }))).toMatchObject({
      stringSigned: null,
      fields: [],
      mistake: null,
    });
  });
});
