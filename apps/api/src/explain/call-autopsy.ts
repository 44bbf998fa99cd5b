import { callKindOf, type Exchange } from "@parley/db/exchanges";
import type { OrderState } from "@parley/db/orders";
import { jobOf } from "../orders/people/autopsy/compose.ts";
import { type Autopsy, type Say, sentences } from "../orders/people/autopsy/finding.ts";
import { whatNow } from "../orders/people/autopsy/refusal.ts";
import { type CallInput, callFacts } from "./call-facts.ts";
import type { Parts } from "./call-parts.ts";
import { causeClassOfCall } from "./causes/call-cause.ts";
import type { CauseClass } from "./causes/cause-class.ts";
import { causeClassOf } from "./causes/order-cause.ts";
import { act, link, type NextStep } from "./next-step.ts";
import { ofPosEvent, toPos } from "./pos-calls.ts";
import { tokenWords } from "./token-words.ts";

/**
 * Explains a recorded call by its row: what became of what it was for, before what HTTP says of it. A guest waits
 * only for a submit, so only then is there something to tell one. Pure.
 */
export function callAutopsy(input: CallInput): Autopsy {
  const causeClass = causeClassOfCall(input.exchange);
  switch (callKindOf(input.exchange)) {
    case "par":
      return ofPar(input, causeClass);
    case "to_pos":
      return compose(input, causeClass, toPos(input, causeClass));
    case "pos_event":
      return compose(input, causeClass, ofPosEvent(input, causeClass));
  }
}

function compose({ words }: CallInput, causeClass: CauseClass, parts: Parts): Autopsy {
  const isWell = causeClass === "answered" || causeClass === "on_its_way";
  return {
    sentence: parts.sentence,
    causeClass,
    ...jobOf(words, parts.job ?? (isWell ? { job: "well" } : { causeClass })),
    tellGuest: parts.guest ?? null,
    money: parts.money ?? null,
    nextStep: parts.next ?? null,
    steps: parts.steps ?? [],
    tone: parts.tone ?? (isWell ? "ok" : "problem"),
  };
}

function ofPar(input: CallInput, causeClass: CauseClass): Autopsy {
  const { exchange, order, words } = input;
  const say = words("autopsy");
  const isSubmit = exchange.operation === "submit_order";
  // A call that contradicts an order is not that order; every other submit with one got the order's own answer.
  if (isSubmit && order !== null && causeClass !== "duplicate") return ofOrder(input, order);
  const parts = refusedByUs(input, causeClass);
  const known = order === null ? [] : [link(say, "order", order.id)];
  return compose(input, causeClass, {
    ...parts,
    steps: [...(parts.steps ?? []), ...known],
    guest: isSubmit ? (parts.guest ?? say("guest.refused")) : null,
    money: isSubmit ? say(`money.${moneyOf(input, causeClass)}`) : null,
  });
}

/** What a submit that made no order was told that bears on the guest's money. */
function moneyOf({ exchange: { status } }: CallInput, causeClass: CauseClass) {
  if (causeClass === "unauthenticated") return "unknownCaller";
  // 429 and 5xx: PAR was told no final word, and may try again.
  return status === null || status === 429 || status >= 500 ? "failed" : "refusedTry";
}

/** A submit that is an order: what became of the order, whatever status went with it. */
function ofOrder(input: CallInput, order: NonNullable<CallInput["order"]>): Autopsy {
  const { words, exchange } = input;
  const say = words("autopsy");
  const about = { place: callFacts(input).place };
  const sentence = say(`call.${ORDER_WORDS[order.state]}`, about);
  const isOpen = ORDER_WORDS[order.state] === "orderOpen";
  const isPlaced = order.state === "placed";
  return {
    ...compose(input, causeClassOf(order), {
      sentence: sentences(
        sentence,
        exchange.replayed ? say("call.repeated", { what: callFacts(input).what }) : null,
      ),
      money: order.state === "rejected" ? say("money.refused") : null,
      job: isPlaced ? { job: "well" } : isOpen ? { job: "asking" } : { causeClass: "our_fault" },
      steps: [link(say, "order", order.id)],
      tone: isPlaced ? "ok" : isOpen ? "waiting" : "problem",
    }),
    ...(isPlaced || isOpen ? {} : jobOf(words, { job: "over" })),
  };
}

const ORDER_WORDS = {
  placed: "orderPlaced",
  rejected: "orderRefused",
  errored: "orderFailed",
  received: "orderOpen",
  dispatching: "orderOpen",
  unknown: "orderOpen",
  attention: "orderOpen",
} as const satisfies Record<OrderState, string>;

function refusedByUs(input: CallInput, causeClass: CauseClass): Parts {
  const { exchange, words } = input;
  const say = words("autopsy");
  const { what, place, why } = callFacts(input);
  const toPar = { next: say("callNext.askPar"), steps: [act(say, "assign")] };
  const again = {
    job: { job: "parRepeats" as const },
    next: say("callNext.parRepeats"),
    guest: say("guest.again"),
    tone: "waiting" as const,
  };
  switch (causeClass) {
    case "answered":
      return {
        sentence: place === "" ? say("call.answered", { what }) : say("call.answeredFor", { what, place }),
      };
    case "on_its_way":
      return { sentence: say("call.waiting", { what, place }), tone: "waiting" };
    case "unmapped_id":
      return unmapped(input, what);
    case "ids_contradict":
      return { sentence: say("call.ids_contradict", { what }), ...toPar };
    case "bad_signature":
      return {
        sentence: sentences(
          say(exchange.code === "signature_missing" ? "call.signature_missing" : "call.signature_mismatch", {
            what,
          }),
          input.claims == null ? null : say("call.claims", { store: input.claims }),
        ),
        next: say("callNext.fixSignature"),
        steps: [link(say, "signature", exchange.id), ...connectionOf(say, exchange)],
      };
    case "bad_token":
      return {
        sentence: say("call.bad_token", { what, why: tokenWords(say, exchange.reason) }),
        next: say("callNext.fixToken"),
        steps: connectionOf(say, exchange),
      };
    case "unauthenticated":
      return {
        sentence: say("call.unauthenticated", { why: tokenWords(say, exchange.reason) }),
        job: { job: "unknownCaller" },
        next: say("callNext.checkSecret"),
      };
    case "body_not_readable": {
      const isCut = exchange.code === "request_timeout";
      return { sentence: say(isCut ? "call.cut_off" : "call.body_not_readable", { what }), ...toPar };
    }
    case "order_not_understood":
      return {
        sentence:
          why === "" ? say("call.not_understood", { what }) : say("call.not_understood_why", { what, why }),
        ...toPar,
        steps: [act(say, "recheck"), act(say, "assign")],
      };
    case "too_large":
      return { sentence: say("call.too_large", { what }), ...toPar };
    case "duplicate":
      return { sentence: duplicateWords(say, exchange, what), ...toPar, steps: sameId(say, exchange) };
    case "unknown_order":
      return { sentence: say("call.unknown_order"), ...toPar, steps: sameId(say, exchange) };
    case "no_such_call":
      return { sentence: say("call.no_such_call"), ...toPar };
    case "too_many_calls":
      return { sentence: say("call.too_many_calls", { what }), ...again };
    case "gateway_busy":
      return { sentence: say("call.gateway_busy", { what }), ...again };
    case "database_away":
      return { sentence: say("call.database_away", { what }), ...again, job: { causeClass } };
    case "menu_missing":
      return {
        sentence: say("call.menu_missing", { what, place }),
        next: say("callNext.menuComes"),
        guest: say("guest.again"),
        steps: exchange.locationId === null ? [] : [link(say, "menu", exchange.locationId)],
      };
    case "our_fault":
      return {
        sentence: say("call.our_fault", { what }),
        next: say("callNext.sendOperations"),
        steps: [act(say, "assign")],
      };
    default: {
      const now = whatNow(say, causeClass, exchange.locationId);
      return {
        sentence:
          why === "" ? say("call.saidNo", { what, place }) : say("call.saidNoWhy", { what, place, why }),
        job: now.job === undefined ? { causeClass } : { job: now.job },
        next: now.next ?? null,
        guest: now.guest ?? null,
        steps: now.steps ?? [],
      };
    }
  }
}

function unmapped({ exchange, words, mappedTo }: CallInput, what: string): Parts {
  const say = words("autopsy");
  const isOrganization = exchange.code === "unmapped_organization";
  const id = (isOrganization ? exchange.parOrganizationId : exchange.parLocationId) ?? "?";
  const isSubmit = exchange.operation === "submit_order";
  if (mappedTo != null)
    return {
      sentence: say(isOrganization ? "call.organization_mapped_since" : "call.location_mapped_since", {
        ...{ what, id, target: mappedTo },
      }),
      job: { job: "over" },
      next: isSubmit ? say("callNext.orderAgain") : null,
      steps: isSubmit ? [act(say, "recheck")] : [],
      tone: "waiting",
    };
  return {
    sentence: say(isOrganization ? "call.unmapped_organization" : "call.unmapped_location", { what, id }),
    job: { job: "mapping" },
    next: sentences(say("callNext.map"), isSubmit ? say("callNext.askGuest") : null),
    steps: [link(say, "mapping", id), ...(isSubmit ? [act(say, "recheck")] : [])],
  };
}

function duplicateWords(say: Say, exchange: Exchange, what: string): string {
  if (exchange.operation === "get_order") return say("call.several_places", { what });
  const isRequest = exchange.code === "idempotency_conflict";
  return say(isRequest ? "call.request_used" : "call.order_used", { what });
}

function connectionOf(say: Say, { connectionId }: Exchange): NextStep[] {
  return connectionId === null ? [] : [link(say, "connection", connectionId)];
}

function sameId(say: Say, { requestUid, onlineOrderId }: Exchange): NextStep[] {
  const id = onlineOrderId ?? requestUid;
  return id === null ? [] : [link(say, "same_id", id)];
}
