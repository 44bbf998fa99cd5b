import { isPerson, type Order, type OrderEvent, parseActor } from "@parley/db/orders";
import { z } from "zod";
import { assertNever } from "../../../errors.ts";
import { act, link } from "../../../explain/next-step.ts";
import { tellDrift } from "../bill/words.ts";
import { moneyText } from "../money.ts";
import { compose } from "./compose.ts";
import { disputed } from "./dispute.ts";
import { inDoubt, needsPerson } from "./doubt.ts";
import { type Autopsy, type AutopsyInput, type Say, sentences } from "./finding.ts";
import { refusalOf } from "./refusal.ts";
import { seconds } from "./time.ts";
import { lastEnd, quoteOf, tellEnd } from "./tries.ts";
import { onItsWay, waiting } from "./waiting.ts";

/** Explains an order. Pure: the same rows, the same `now` and the same language give the same words. */
export function autopsy(input: AutopsyInput): Autopsy {
  const { order } = input;
  if (order.dispute !== null) return disputed({ ...input, dispute: order.dispute });
  switch (order.state) {
    case "placed":
      return placed(input);
    case "rejected":
      return refusalOf(input);
    case "errored":
      return errored(input);
    case "attention":
      return needsPerson(input);
    case "received":
      if (order.attempt === 0) return waiting(input);
      return order.ambiguous ? inDoubt(input) : onItsWay(input);
    case "dispatching":
    case "unknown":
      return order.ambiguous || order.state === "unknown" ? inDoubt(input) : onItsWay(input);
    default:
      return assertNever(order.state);
  }
}

function placed(input: AutopsyInput): Autopsy {
  const { order, store, words } = input;
  const say = words("autopsy");
  const number = order.posOrderId ?? "?";
  const took = tookOf(order, say);
  const where =
    took === null
      ? say("placed", { store: store.name, number })
      : say("placedAfter", { store: store.name, number, took });
  const said = { guest: say("guest.placed", { number }), sentence: sentences(where, howPlaced(input)) };
  if (input.drift === null) return compose(input, { ...said, job: "well", tone: "ok" });
  const money = (cents: number) => moneyText(cents, order.currency);
  const difference = tellDrift(input.drift, { words, money });
  return compose(input, {
    ...said,
    sentence: sentences(said.sentence, say("billDiffers", { difference })),
    job: "bill",
    next: say("next.samePrices"),
    steps: [link(say, "menu", order.locationId)],
    tone: "problem",
  });
}

function howPlaced({ attempts, events, words }: AutopsyInput): string | null {
  const say = words("autopsy");
  if (events.some((event) => event.kind === "dispute_settled")) return say("placedAndSettled");
  if (byPerson(events, "placed")) return say("placedByPerson");
  return attempts.length > 1 ? say("placedInTries", { tries: String(attempts.length) }) : null;
}

function errored(input: AutopsyInput): Autopsy {
  const { order, store, attempts, events, words } = input;
  const say = words("autopsy");
  const guest = say("guest.notThere");
  if (byPerson(events, "errored")) {
    return compose(input, {
      sentence: say("personFoundNothing", { store: store.name }),
      job: "over",
      guest,
      next: say("next.mayRefund"),
      tone: "problem",
    });
  }
  const took = tookOf(order, say);
  const tries = attempts.length;
  const end = lastEnd(input);
  const how =
    end !== null
      ? tellEnd(input, end)
      : tries === 0
        ? say("neverSent", { store: store.name })
        : say("tried.unreached", { store: store.name, why: "" });
  return compose(input, {
    sentence: sentences(
      took === null ? say("notPlaced", { tries }) : say("notPlacedAfter", { took, tries }),
      how,
      isTakenBack(events) ? say("takenBack") : null,
      say("surelyNotThere"),
      quoteOf(input),
    ),
    job: end?.kind === "unsent" ? "settings" : end?.kind === "declined" ? "takesNone" : "reachable",
    guest,
    next: sentences(say("next.mayRefund"), say("next.checkPos")),
    steps: [link(say, "pos_calls", order.locationId), act(say, "assign")],
    tone: "problem",
  });
}

/** Whether the POS itself took it back; one that only says twice that it has none took nothing back. */
function isTakenBack(events: readonly OrderEvent[]): boolean {
  return events.some(({ kind, detail }) => kind === "voided" && voidedBy.safeParse(detail).success);
}

const voidedBy = z.object({ cause: z.literal("voided") });

function tookOf({ finalAt, receivedAt }: Order, say: Say): string | null {
  return finalAt === null ? null : seconds(finalAt.getTime() - receivedAt.getTime(), say);
}

function byPerson(events: readonly OrderEvent[], state: Order["state"]): boolean {
  // Settling a dispute leaves the state as it is, and says nothing about the ticket.
  return events.some(
    ({ toState, fromState, actor }) =>
      toState === state && fromState !== state && isPerson(parseActor(actor)),
  );
}
