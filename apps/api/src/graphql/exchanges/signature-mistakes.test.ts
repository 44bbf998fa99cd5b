import { createHash, createHmac } from "node:crypto";
import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A: of twelve mistakes that a signer makes, the page of the call names twelve. */

const CALL = `query($id: ID!) { exchange(id: $id) {
  signature { verdict mistake hint stringSigned }
  autopsy { sentence causeClass job nextStep tellGuest steps { __typename ... on NextStepLink { place id mayYou } } }
} }`;

const UID = "7d0c2f9e-0001";
const RIGHT = `${UID}|PAR-LOC-12345|0|1999|435|1768480496`;
const BODY = {
  organization_id: "IA-YC-01",
  location_id: "PAR-LOC-12345",
  request_uid: UID,
  request_datetime: "2026-01-15T12:34:56.789Z",
  order_details: { online_order_id: null, grand_total: 19.99, subtotal: 4.35 },
};

let door: TestDoor;
let headers: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  headers = await door.headersOf("admin");
});
afterAll(() => door[Symbol.asyncDispose]());

const withPart = (at: number, text: string) => RIGHT.split("|").with(at, text).join("|");

const MISTAKES: [mistake: string, sign: (secret: string) => string][] = [
  ["empty_not_zero", (secret) => hmac(secret, withPart(2, ""))],
  ["null_as_word", (secret) => hmac(secret, withPart(2, "null"))],
  ["milliseconds", (secret) => hmac(secret, withPart(5, "1768480496789"))],
  ["seconds_rounded", (secret) => hmac(secret, withPart(5, "1768480497"))],
  ["local_time", (secret) => hmac(secret, withPart(5, String(1768480496 + 8 * 3600)))],
  ["dollars_not_cents", (secret) => hmac(secret, `${UID}|PAR-LOC-12345|0|19.99|4.35|1768480496`)],
  ["totals_swapped", (secret) => hmac(secret, `${UID}|PAR-LOC-12345|0|435|1999|1768480496`)],
  ["double_truncation", (secret) => hmac(secret, `${UID}|PAR-LOC-12345|0|1998|434|1768480496`)],
  ["pipes", (secret) => hmac(secret, `${RIGHT}|`)],
  ["line_end", (secret) => hmac(secret, `${RIGHT}\n`)],
  ["whole_shared_id", (secret) => createHmac("sha256", secret).update(RIGHT).digest("hex")],
  ["not_keyed", () => createHash("sha256").update(RIGHT).digest("hex")],
];

function hmac(secret: string, text: string): string {
  return createHmac("sha256", secret.slice(0, 10)).update(text).digest("hex");
}

async function refused(header: string): Promise<string> {
  const { connection, brand } = door.own;
  const call = testExchange({
    connectionId: connection.id,
    brandId: brand.id,
    status: 401,
    code: "signature_mismatch",
    reason: "mismatch",
    requestUid: UID,
    parLocationId: "PAR-LOC-12345",
    signed: false,
    bodies: {
      requestHeaders: { "x-pch-digest": header },
      requestBody: JSON.stringify(BODY),
      responseHeaders: {},
      responseBody: "{}",
      stringSigned: null,
      note: null,
    },
  });
  await insertExchanges(door.test.db, [call]);
  return call.id;
}

it.each(MISTAKES)("names %s, and leads there from the sentence", async (mistake, sign) => {
  const id = await refused(sign(door.own.sharedId));
  const { body } = await door.ask({ ...headers, "accept-language": "en" }, CALL, { id });
  expect(body).toEqual({
    data: {
      exchange: {
        signature: {
          verdict: "mismatched",
          mistake,
          hint: expect.stringMatching(/\w+ .*[.)]$/),
          stringSigned: RIGHT,
        },
        autopsy: {
          sentence: "PAR's order was refused: its signature does not fit what it says.",
          causeClass: "bad_signature",
          job: "par",
          nextStep: expect.stringContaining("Send PAR's engineers this call"),
          tellGuest: "Your order was not placed, and nothing is being made.",
          steps: expect.arrayContaining([
            { __typename: "NextStepLink", place: "signature", id, mayYou: true },
          ]),
        },
      },
    },
  });
});

it("says the same in Spanish to those who read it", async () => {
  const id = await refused("00".repeat(32));
  const { body } = await door.ask({ ...headers, "accept-language": "es" }, CALL, { id });
  expect(body).toMatchObject({
    data: {
      exchange: { signature: { mistake: "placeholder", hint: expect.stringContaining("es un relleno") } },
    },
  });
  expect(JSON.stringify(body)).toContain("se rechazó: su firma no corresponde a lo que dice");
});
