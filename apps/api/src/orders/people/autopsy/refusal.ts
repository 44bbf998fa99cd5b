import type { OrderEvent } from "@parley/db/orders";
import { z } from "zod";
import type { CauseClass } from "../../../explain/causes/cause-class.ts";
import { causeClassOf } from "../../../explain/causes/order-cause.ts";
import { act, link, type NextStep } from "../../../explain/next-step.ts";
import { refusalWords } from "../../../explain/refusal-words.ts";
import { maskContacts } from "../guests/contact-mask.ts";
import { compose, type Parts } from "./compose.ts";
import { type Autopsy, type AutopsyInput, type Say, sentences } from "./finding.ts";

/** An order that was refused, by us before it was sent or by the POS: who decided, over what, and what now. */
export function refusalOf(input: AutopsyInput): Autopsy {
  const { order, store, attempts, words } = input;
  const say = words("autopsy");
  const isByPos = attempts.length > 0;
  const about = { store: store.name, why: reasonsOf(input) };
  const causeClass = causeClassOf(order);
  return compose(input, {
    sentence: sentences(
      // What the POS refuses late, PAR may not have asked for yet.
      isByPos ? say("refusedByPos", about) : say("refusedByUs", about),
      ...firstFigureOf(input),
    ),
    ...whatNow(say, causeClass, order.locationId),
    ...(wasPaused(input) && { next: say("next.wasPaused") }),
    money: say("money.refused"),
    tone: "problem",
  });
}

/** Whose job it is, what to do, and what to tell the guest, by the class of a refusal; of orders and calls alike. */
export function whatNow(
  say: Say,
  causeClass: CauseClass,
  locationId: string | null,
): Pick<Parts, "job" | "guest" | "next" | "steps"> {
  const recheck = act(say, "recheck");
  const menu: NextStep[] = locationId === null ? [] : [link(say, "menu", locationId)];
  const guest = say("guest.refused");
  switch (causeClass) {
    case "sold_out":
      return {
        job: "soldOut",
        guest: say("guest.soldOut"),
        next: say("next.orderOther"),
        steps: [...menu, recheck],
      };
    case "menu_mismatch":
      return { job: "menu", guest, next: say("next.importMenu"), steps: [...menu, recheck] };
    case "price_mismatch":
      return { job: "price", guest, next: say("next.importPrices"), steps: [...menu, recheck] };
    case "store_closed":
      return {
        job: "closed",
        guest: say("guest.closed"),
        next: say("next.checkHours"),
        steps: [...(locationId === null ? [] : [link(say, "store", locationId)]), recheck],
      };
    case "payment":
      return { job: "payment", guest, next: say("next.askPayment"), steps: [recheck, act(say, "assign")] };
    case "pos_refused":
      return {
        job: "posRefused",
        guest,
        next: say("next.askWhyRefused"),
        steps: [recheck, act(say, "assign")],
      };
    default:
      return { guest, next: say("next.sendEngineers"), steps: [recheck, act(say, "assign")] };
  }
}

const storedIssues = z.object({
  issues: z.array(
    z.object({
      message: z.string(),
      field: z.string().optional(),
      expected: z.number().optional().catch(undefined),
      actual: z.number().optional().catch(undefined),
    }),
  ),
});

/** The issues that the refusing event recorded, in PAR's words or the POS's. */
function issuesOf(events: readonly OrderEvent[]) {
  const { detail } = events.findLast((event) => event.toState === "rejected") ?? {};
  return storedIssues.safeParse(detail).data?.issues ?? [];
}

/** What our own judgement says of a pause, on the wire: it is told in the past here, as it may be over. */
const PAUSED = "The store takes no orders at the moment";

function wasPaused({ attempts, events }: AutopsyInput): boolean {
  return attempts.length === 0 && issuesOf(events).some(({ message }) => withoutStop(message) === PAUSED);
}

/** Their messages, each once, the first two whole; without any, the name of the cause. */
function reasonsOf(input: AutopsyInput): string {
  const { order, events, words } = input;
  const isPause = wasPaused(input);
  const reasons = [...new Set(issuesOf(events).map(({ message }) => withoutStop(maskContacts(message))))];
  if (reasons.length === 0) return words("causes")(`name.${causeClassOf(order)}`);
  const why = reasons
    .slice(0, 2)
    .map((reason) =>
      isPause && reason === PAUSED ? words("autopsy")("pausedThen") : refusalWords(reason, words),
    )
    .join("; ");
  return reasons.length <= 2
    ? why
    : words("autopsy")("moreReasons", { why, count: String(reasons.length - 2) });
}

/** PAR's figure beside ours, of the first amount that is not the menu's; the bill has all of them. */
function firstFigureOf({ order, events, words }: AutopsyInput): string[] {
  const say = words("autopsy");
  const money = new Intl.NumberFormat("en-US", { style: "currency", currency: order.currency });
  const all = issuesOf(events).flatMap(({ field, expected, actual }) => {
    if (expected === undefined || actual === undefined || field === undefined) return [];
    if (!/total|amount|price|tax/.test(field)) return [];
    const figures = {
      field: fieldName(field, say),
      theirs: money.format(actual),
      ours: money.format(expected),
    };
    return [say("figures", figures)];
  });
  return all.slice(0, 1);
}

const FIGURES = [
  "grand_total",
  "subtotal",
  "discount_total",
  "tax_total",
  "fee_total",
  "tip_total",
  "unit_price",
  "amount",
] as const;

/** What people call the amount in a field of the body; one that is not known by its own name. */
function fieldName(path: string, say: Say): string {
  const name = path.split(".").at(-1) ?? path;
  const known = FIGURES.find((each) => each === name);
  return known === undefined ? upperFirst(name.replaceAll("_", " ")) : say(`figure.${known}`);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function withoutStop(text: string): string {
  return text.replace(/\.+$/, "");
}
