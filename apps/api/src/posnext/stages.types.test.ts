import { inspect } from "node:util";
import { type OperationName, sampleOrder, signToken } from "@parley/par-contract";
import { describe, expect, expectTypeOf, it } from "vitest";
import { parseMenuCall, parseOrder, UnverifiedBody, VerifiedBody } from "./body.ts";
import type { Acts, AuthenticatedCall, BodyActs, BodyCall, StatusAct, StatusCall } from "./call.ts";
import { type Caller, createCallers } from "./caller.ts";
import { refusalReply, signReply } from "./reply.ts";

/**
 * The order of the stages in ARCHITECTURE, enforced by the compiler: no mistake below may compile.
 * Checked by `tsc`; a line that does compile makes its `@ts-expect-error` an error.
 */

type Read = UnverifiedBody<"submit_order">;
type Menu = VerifiedBody<"get_menu">;

/** Never run: mistakes that somebody might make. */
function mistakes(caller: Caller, unverified: Read, menu: Menu, acts: Acts, call: AuthenticatedCall) {
  const { connection, secretId, claims, seen } = caller;
  const received = { operation: "submit_order", bytes: Buffer.alloc(0), header: undefined } as const;
  // @ts-expect-error a body is not read without an authenticated caller
  UnverifiedBody.read({ ...received, caller: null });
  // @ts-expect-error nor for a caller made by hand
  UnverifiedBody.read({ ...received, caller: { connection, secretId, claims, seen, sharedId: "" } });
  // @ts-expect-error a poll has no body to read
  UnverifiedBody.read({ ...received, caller, operation: "get_order" });
  // @ts-expect-error a body that was only read cannot be parsed as an order
  parseOrder(unverified);
  // @ts-expect-error a menu call's body was verified without a digest, so it cannot be parsed as an order
  parseOrder(menu);
  // @ts-expect-error nothing but UnverifiedBody.read makes one
  new UnverifiedBody({ ...received, caller });
  // @ts-expect-error nothing but VerifiedBody.verify makes one
  new VerifiedBody(unverified, null);
  // @ts-expect-error an object that only looks like a VerifiedBody is not accepted
  parseOrder({ operation: "submit_order", organizationId: null, digest: null });
  // @ts-expect-error nor is a copy with another operation
  parseOrder({ ...menu, operation: "submit_order" });
  // @ts-expect-error a body that was only read cannot be passed to an act
  acts.submit_order({ ...call, body: unverified });
  // @ts-expect-error nor one that was verified for another operation
  acts.submit_order({ ...call, body: menu });
  // @ts-expect-error nor can a call without any body
  acts.validate_order(call);
  // @ts-expect-error a poll needs its order id
  acts.get_order(call);
  // @ts-expect-error a refusal is never signed
  signReply(refusalReply(new Error(), "exc_1", caller), caller);
  // @ts-expect-error the rest of an unverified body cannot be read
  return unverified.json;
}

/** Never run either: tables of acts with a missing or a wrong entry. */
function tables(bodies: BodyActs, status: StatusAct) {
  // @ts-expect-error an operation of the contract without an act does not compile
  const incomplete: Acts = bodies;
  // @ts-expect-error nor does an act for another operation's call
  const crossed: Acts = { ...bodies, get_order: status, get_menu: bodies.submit_order };
  // @ts-expect-error nor one that gives an unsigned reply where the contract requires a signed one
  const unsigned: Acts["submit_order"] = async () => refusalReply(new Error(), "exc_1", null);
  return [incomplete, crossed, unsigned];
}

const SHARED_ID = "stages-test-sharedid-of-the-tenant";

async function authenticate(): Promise<Caller> {
  const now = new Date();
  const callers = createCallers({
    load: async () => [
      {
        secretId: "sec_1",
        sharedId: SHARED_ID,
        endsAt: null,
        connection: { id: "con_1", slug: "first", switches: {}, pausedAt: null, pauseUntil: null },
      },
    ],
    touch: () => {},
    now: () => now,
  });
  await callers.reload();
  const token = await signToken({ sharedId: SHARED_ID, jwtKey: "full", now, lifeSeconds: 60 });
  return await callers.authenticate({ slug: null, authorization: `Bearer ${token}` });
}

describe("the stages of a call", () => {
  it("are types, so that one that is left out does not compile", () => {
    expectTypeOf(mistakes).toBeFunction();
    expectTypeOf(tables).toBeFunction();
    expectTypeOf<keyof Acts>().toEqualTypeOf<OperationName>();
    expectTypeOf<BodyCall<"submit_order">["body"]>().toEqualTypeOf<VerifiedBody<"submit_order">>();
    expectTypeOf<StatusCall["orderId"]>().toEqualTypeOf<string>();
    expectTypeOf(parseMenuCall).parameter(0).toEqualTypeOf<VerifiedBody<"get_menu">>();
  });

  it("show nothing of a body but what its digest needs, nor the secret of a caller, also where types are not asked", async () => {
    const caller = await authenticate();
    const order = sampleOrder();
    const body = UnverifiedBody.read({
      operation: "submit_order",
      caller,
      bytes: Buffer.from(JSON.stringify(order)),
      header: undefined,
    });
    const shown = inspect(body, { depth: null, showHidden: true, getters: false });
    expect(shown).toContain(body.fields.requestUid);
    expect(shown).not.toContain("items");
    expect(shown + JSON.stringify(body)).not.toContain(SHARED_ID);
    expect(() => VerifiedBody.verify(body)).toThrow(expect.objectContaining({ reason: "missing" }));
  });
});
