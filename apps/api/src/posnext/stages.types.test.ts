import type { OperationName } from "@parley/par-contract";
import { describe, expectTypeOf, it } from "vitest";
import { parseMenuCall, parseOrder, UnverifiedBody, VerifiedBody } from "./body.ts";
import type { Acts, AuthenticatedCall, BodyActs, BodyCall, StatusAct, StatusCall } from "./call.ts";

/**
 * What ARCHITECTURE says of the order of the stages, as the compiler sees it: each mistake below must be one.
 * Checked by `tsc`; a line that compiles after all makes its `@ts-expect-error` an error.
 */

/** Never run: what a careless hand might write. */
function mistakes(
  unverified: UnverifiedBody,
  menu: VerifiedBody<"get_menu">,
  acts: Acts,
  call: AuthenticatedCall,
) {
  // @ts-expect-error a body that was only read is no order
  parseOrder(unverified);
  // @ts-expect-error a menu call's body was verified without a digest, so it is no order
  parseOrder(menu);
  // @ts-expect-error nothing but UnverifiedBody.read makes one
  new UnverifiedBody({});
  // @ts-expect-error nothing but VerifiedBody.verify makes one
  new VerifiedBody<"submit_order">({}, null);
  // @ts-expect-error an object that looks like one is none
  parseOrder({ operation: "submit_order", fields: unverified.fields, organizationId: null, digest: null });
  // @ts-expect-error a body that was only read cannot be handed to an act
  acts.submit_order({ ...call, body: unverified });
  // @ts-expect-error nor one that was verified for another operation
  acts.submit_order({ ...call, body: menu });
  // @ts-expect-error nor can a call without any body
  acts.validate_order(call);
  // @ts-expect-error a poll needs its order id
  acts.get_order(call);
  // @ts-expect-error what else an unverified body says is out of reach
  return unverified.json;
}

function tables(bodies: BodyActs, status: StatusAct) {
  // @ts-expect-error an operation of the contract without an act does not compile
  const incomplete: Acts = bodies;
  // @ts-expect-error nor does an act for another operation's call
  const crossed: Acts = { ...bodies, get_order: status, get_menu: bodies.submit_order };
  return [incomplete, crossed];
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
});
