import { describe, expect, it } from "vitest";
import { SchemaError } from "../errors.ts";
import { operations } from "../operations.ts";
import { readDigestFields } from "../signing/digest-fields.ts";
import { computeDigest, signatureString, verifyDigest } from "../signing/signature.ts";
import { importTokenKey, signToken, verifyToken } from "../signing/token.ts";
import { type AcceptedGuessId, changedSwitches, guesses } from "./guesses.ts";
import { defaultSwitches, parseSwitches } from "./switches.ts";

const SHARED_ID = "SharedSecret-2026-PAR";
const rowOf = (id: string) => guesses.find((guess) => guess.id === id);

/** Every form of an accepted guess, default first. */
function formsOf(id: AcceptedGuessId): unknown[] {
  const row = rowOf(id);
  return row === undefined ? [] : [row.default, ...row.alternatives];
}

describe("guesses", () => {
  it("have an id each, and a question that ends as one", () => {
    expect(new Set(guesses.map(({ id }) => id)).size).toBe(guesses.length);
    for (const guess of guesses) {
      expect(guess.question.includes("?"), guess.id).toBe(true);
      expect(guess.meaning.endsWith("."), guess.id).toBe(true);
      expect(guess.source, guess.id).toMatch(/^\d/);
    }
  });

  it("name the place to mend exactly where nothing can be chosen", () => {
    for (const guess of guesses) {
      expect(guess.alternatives.length > 0, guess.id).toBe(guess.kind !== "fixed");
      expect(guess.mend !== undefined, guess.id).toBe(guess.kind === "fixed");
    }
  });
});

describe("switches", () => {
  const rows = guesses.filter(({ kind }) => kind === "switch");

  it("are the guesses of that kind, no more and no fewer, with the same defaults", () => {
    expect(Object.fromEntries(rows.map((row) => [row.id, row.default]))).toEqual(defaultSwitches);
  });

  it.each(rows)("can be set to each alternative of $id", ({ id, alternatives }) => {
    for (const value of alternatives) {
      const switches = parseSwitches({ [id]: value });
      expect(switches).toEqual({ ...defaultSwitches, [id]: value });
      expect(changedSwitches(switches)).toEqual({ [id]: value });
    }
  });

  it("have their defaults when nothing is said", () => {
    for (const nothing of [undefined, null, {}]) expect(parseSwitches(nothing)).toEqual(defaultSwitches);
    expect(changedSwitches(defaultSwitches)).toEqual({});
  });

  it.each([
    [{ jwt_keys: "full" }],
    [{ jwt_key: "half" }],
    [{ signature_status: 403 }],
    [{ max_token_life_s: "1h" }],
    [{ freshness_window_s: -1 }],
    [{ require_exp: "yes" }],
    [[]],
    ["full"],
  ])("refuse %j", (value) => {
    expect(() => parseSwitches(value)).toThrow(SchemaError);
  });
});

describe("accepted guesses", () => {
  const at = "2026-01-15T12:34:56";

  it("request_spelling: each notation is read and told apart", () => {
    const bodies = [
      { request_uid: "a" },
      { requestUid: "a" },
      { RequestUid: "a" },
      { request_uid: "a", LocationId: "b" },
    ];
    expect(bodies.map((body) => readDigestFields(body).seen.request_spelling)).toEqual(
      formsOf("request_spelling"),
    );
  });

  it("id_form: texts and numbers are read and told apart", () => {
    expect(["a", 1].map((id) => readDigestFields({ request_uid: id }).seen.id_form)).toEqual(
      formsOf("id_form"),
    );
  });

  it("datetime_form: each form is read and told apart", () => {
    const forms = [`${at}.789Z`, `${at}Z`, `${at}+01:00`];
    const seen = forms.map((text) => readDigestFields({ request_datetime: text }).seen.datetime_form);
    expect(seen).toEqual(formsOf("datetime_form"));
  });

  it("cents_reading: each reading is accepted under its mode and told apart", () => {
    const { fields } = readDigestFields({ order_details: { grand_total: 1.999, subtotal: 19.99 } });
    const seen = (["R", "T", "X"] as const).map((reading) => {
      const header = computeDigest(SHARED_ID, signatureString(fields, reading));
      const centsMode = reading === "X" ? "double_truncate" : "exact";
      return verifyDigest({ fields, header, sharedId: SHARED_ID, centsMode }).reading;
    });
    expect(seen).toEqual(formsOf("cents_reading"));
  });

  it("tenant_claims: each set of claims is accepted and told apart", async () => {
    const now = new Date(`${at}Z`);
    const key = await importTokenKey(SHARED_ID, "full");
    const seen: unknown[] = [];
    for (const claims of [
      {},
      { org_id: "a" },
      { LocationId: "b" },
      { organization_id: "a", location_id: "b" },
    ]) {
      const token = await signToken({ sharedId: SHARED_ID, jwtKey: "full", now, lifeSeconds: 60, claims });
      const candidates = [{ id: "sec_1", key, switches: defaultSwitches }];
      const verified = await verifyToken({ authorization: `Bearer ${token}`, candidates, now });
      seen.push(verified.seen.tenant_claims);
    }
    expect(seen).toEqual(formsOf("tenant_claims"));
  });

  it("operation_path: both paths are in the table of operations", () => {
    expect(operations.submit_order.aliases).toEqual(["/posnext/orders/submit"]);
    expect(operations.validate_order.aliases).toEqual(["/posnext/orders/validate"]);
  });
});
