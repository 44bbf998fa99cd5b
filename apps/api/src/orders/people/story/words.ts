import type { WordsOf } from "@parley/words";
import { refusalWords } from "../../../explain/refusal-words.ts";
import { tellDrift } from "../bill/words.ts";
import type { Change } from "./changes.ts";
import type { Heard, StepFacts, StoryStep } from "./step.ts";

/** What a step's words need beside its facts. */
export interface Teller {
  words: WordsOf;
  /** The store's name. */
  store: string;
  /** An amount of the order's currency, in cents, for people. */
  money: (cents: number) => string;
  /** An amount of PAR's, in hundredths, for people. */
  parMoney: (hundredths: number) => string;
}

/** Differences that are told one by one; what is more is counted. */
const CHANGES_TOLD = 4;
/** Reasons of a refusal that are told; the call has them all. */
const REASONS_TOLD = 2;

/** A step in one sentence, in the words of a restaurant. */
export function tell(step: StoryStep, teller: Teller): string {
  const say = teller.words("story");
  const { store } = teller;
  const { facts } = step;
  const count = Math.max(1, step.parts.length);
  switch (facts.kind) {
    case "validated":
      return say(`validated.${validatedWord(facts.heard)}`, { count });
    case "changed":
      return say("changed", { changes: tellChanges(facts.changes, teller) });
    case "submit_refused":
      return say("submitRefused", { count });
    case "submitted":
      return say("submitted", { total: teller.money(facts.cents), items: facts.itemCount });
    case "answered":
      return say(`answered.${heardWord(facts.heard)}`);
    case "submitted_again":
      return say(`submittedAgain.${heardWord(facts.heard)}`, { count });
    case "conflicted":
      return say(`conflicted.${facts.over === "request_uid" ? "requestUid" : "onlineOrderId"}`, { count });
    case "asked":
      return say(`asked.${heardWord(facts.heard)}`, { count });
    case "held":
      return say(`held.${heldWord(facts)}`, { store });
    case "refused":
      return facts.reasons.length === 0
        ? say("refusedBare", { store })
        : say("refused", { store, reasons: told(facts.reasons, teller.words) });
    case "tried":
      return tellTry(facts, teller);
    case "told_late":
      return facts.counts
        ? say("toldLate.counts", { number: String(facts.number), store })
        : say("toldLate.other", { number: String(facts.number) });
    case "looked_up":
      return say(facts.isAbsent ? "lookedUp.absent" : "lookedUp.other", { store, count });
    case "found":
      return say("found", { store, posOrderId: facts.posOrderId ?? "?" });
    case "taken_back":
      return say("takenBack", { store });
    case "gave_up":
      return say(facts.isAsked ? "gaveUp.asked" : "gaveUp.other", { store });
    case "needs_person":
      return say(`needsPerson.${personWord(facts)}`, { store });
    case "confirmed": {
      const who = facts.who || say("somebody");
      return facts.isThere
        ? say("confirmed.there", { who, store, posOrderId: facts.posOrderId ?? "?" })
        : say("confirmed.absent", { who, store });
    }
    case "sent_again":
      return say("sentAgain", { who: facts.who || say("somebody"), number: String(facts.number) });
    case "hurried":
      return say("hurried", { who: facts.who || say("somebody") });
    case "disputed":
      return say(`disputed.${facts.dispute}`, { store });
    case "dispute_settled":
      return say("disputeSettled", { who: facts.who || say("somebody") });
    case "bill_differs":
      return tellDrift(facts.drift, teller);
    case "pos_told":
      return say("posTold", { store, count });
  }
}

function tellTry(facts: Extract<StepFacts, { kind: "tried" }>, { words, store }: Teller): string {
  const say = words("story");
  const { from, to, end, status, reasons } = facts;
  const numbers =
    from === to ? say("try", { number: String(from) }) : say("tries", { from: String(from), to: String(to) });
  const base = { try: numbers, store };
  switch (end) {
    case "placed":
      return say("tried.placed", { ...base, posOrderId: facts.posOrderId ?? "?" });
    case "refused":
      return reasons.length === 0
        ? say("tried.refusedBare", base)
        : say("tried.refused", { ...base, reasons: told(reasons, words) });
    case "fault":
      return say("tried.fault", { ...base, status: String(status ?? 500) });
    case "cut_off":
      return say("tried.cutOff", base);
    default:
      return say(`tried.${end}`, base);
  }
}

function tellChanges(changes: readonly Change[], teller: Teller): string {
  const say = teller.words("story");
  const first = changes.slice(0, CHANGES_TOLD).map((change) => tellChange(change, teller));
  const more = changes.length - first.length;
  return [...first, ...(more > 0 ? [say("change.more", { count: more })] : [])].join("; ");
}

/** One difference between a validate and the submit after it. */
export function tellChange(change: Change, { words, parMoney }: Teller): string {
  const say = words("story");
  switch (change.kind) {
    case "line_added":
      return say("change.lineAdded", { name: change.name, quantity: String(change.quantity) });
    case "line_gone":
      return say("change.lineGone", { name: change.name, quantity: String(change.quantity) });
    case "quantity":
      return say("change.quantity", {
        name: change.name,
        before: String(change.before),
        after: String(change.after),
      });
    case "price": {
      const { name, before, after } = change;
      return before === null || after === null
        ? say("change.priceUnknown", { name })
        : say("change.price", { name, before: parMoney(before), after: parMoney(after) });
    }
    case "modifiers":
      return say("change.modifiers", { name: change.name });
    case "total":
      return say(`change.${change.which}`, {
        before: parMoney(change.before),
        after: parMoney(change.after),
      });
  }
}

function told(reasons: readonly string[], words: WordsOf): string {
  return reasons
    .slice(0, REASONS_TOLD)
    .map((reason) => refusalWords(reason, words))
    .join("; ");
}

function validatedWord(heard: Heard): "validated" | "rejected" | "errored" | "refused" {
  return heard === "placed" || heard === "pending" ? "validated" : heard;
}

function heardWord(heard: Heard): "placed" | "pending" | "rejected" | "errored" | "other" {
  return heard === "validated" || heard === "refused" ? "other" : heard;
}

function heldWord({ cause }: Extract<StepFacts, { kind: "held" }>): "busy" | "failing" | "down" | "other" {
  if (cause === "pos_busy") return "busy";
  if (cause === "pos_failing") return "failing";
  return cause === "pos_unavailable" ? "down" : "other";
}

function personWord({ cause }: Extract<StepFacts, { kind: "needs_person" }>) {
  if (cause === "crossed_ack") return "crossed";
  if (cause === "never_tried") return "neverTried";
  if (cause === "payload_unreadable") return "unreadable";
  return cause === "store_gone" ? "storeGone" : "other";
}
