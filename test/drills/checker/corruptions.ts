import type { CheckInput, SetName } from "./check.ts";
import type { JournalLine, PlacedLine } from "./journals.ts";
import { GIVE_UP_MS } from "./test-run.ts";

/** How an order of a random test run may end. */
export const ENDINGS = [
  "atOnce",
  "later",
  "afterABreak",
  "rejected",
  "errored",
  "voided",
  "attention",
  "open",
] as const;
export type Ending = (typeof ENDINGS)[number];

/** A change to a sound test run; `uid` is an order of the ending that it needs. */
export interface Corruption {
  ending: Ending;
  found: SetName;
  corrupt(input: CheckInput, uid: string): CheckInput;
}

/** Keyed by what they make untrue. Each breaks one promise and no other. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  "the ledger forgets an open order": {
    ending: "open",
    found: "lost",
    corrupt: (input, uid) => forget(input, uid),
  },
  "the POS makes it again under its reference": {
    ending: "atOnce",
    found: "doubled",
    corrupt: (input, uid) => bendJournal(input, uid, (line) => [line, { ...line, pos_order_id: "other" }]),
  },
  "the POS makes it again under another reference": {
    ending: "later",
    found: "doubled",
    corrupt: (input, uid) =>
      bendJournal(input, uid, (line) => [line, { ...line, pos_order_id: "other", reference: "other" }]),
  },
  "the void is lost": {
    ending: "voided",
    found: "ghost",
    corrupt: (input, uid) => ({
      ...input,
      journals: input.journals.map(({ name, lines }) => ({
        name,
        lines: lines.filter((line) => line.kind !== "void" || line.reference !== `ref-${uid}`),
      })),
    }),
  },
  "the POS loses a placed order": {
    ending: "afterABreak",
    found: "falsePlaced",
    corrupt: (input, uid) => bendJournal(input, uid, () => []),
  },
  "the POS has it under another number": {
    ending: "later",
    found: "falsePlaced",
    corrupt: (input, uid) => bendJournal(input, uid, (line) => [{ ...line, pos_order_id: "other" }]),
  },
  "the POS makes up an order": {
    ending: "atOnce",
    found: "unexpected",
    corrupt: (input, uid) =>
      bendJournal(input, uid, (line) => [
        line,
        {
          ...line,
          reference: "other",
          pos_order_id: "other",
          request_uid: "other",
          online_order_id: "other",
        },
      ]),
  },
  "the ledger forgets a placed order": {
    ending: "atOnce",
    found: "unexpected",
    corrupt: (input, uid) => forget(input, uid),
  },
  "the last answer is another": {
    ending: "errored",
    found: "flapping",
    corrupt: (input, uid) =>
      bendLast(input, uid, { body: JSON.stringify({ status: "rejected", request_uid: uid }) }),
  },
  "the last answer is pending": {
    ending: "atOnce",
    found: "flapping",
    corrupt: (input, uid) =>
      bendLast(input, uid, { body: JSON.stringify({ status: "pending", request_uid: uid }) }),
  },
  "nobody comes for it": {
    ending: "open",
    found: "stuck",
    corrupt: (input) => ({ ...input, endedAt: input.endedAt + GIVE_UP_MS }),
  },
  "a line goes missing on the way": {
    ending: "later",
    found: "crossed",
    corrupt: (input, uid) => bendJournal(input, uid, (line) => [{ ...line, lines: line.lines.slice(1) }]),
  },
  "the last answer has a byte more": {
    ending: "rejected",
    found: "replayUnequal",
    corrupt: (input, uid) =>
      bendLast(input, uid, { body: JSON.stringify({ status: "rejected", request_uid: uid, more: 1 }) }),
  },
  "the last answer is not signed": {
    ending: "attention",
    found: "unsigned",
    corrupt: (input, uid) => bendLast(input, uid, { isSigned: false, digest: null }),
  },
  "the last answer is a 500": {
    ending: "errored",
    found: "serverError",
    corrupt: (input, uid) => bendLast(input, uid, { status: 500 }),
  },
  "the list leaves it out": {
    ending: "attention",
    found: "attentionWrong",
    corrupt: (input, uid) => ({
      ...input,
      api: { ...input.api, paidNotPlaced: input.api.paidNotPlaced.filter((id) => id !== `ord_${uid}`) },
    }),
  },
  "the list still has it": {
    ending: "later",
    found: "attentionWrong",
    corrupt: (input, uid) => ({
      ...input,
      api: { ...input.api, paidNotPlaced: [...input.api.paidNotPlaced, `ord_${uid}`] },
    }),
  },
};

function forget(input: CheckInput, uid: string): CheckInput {
  const { api } = input;
  const id = `ord_${uid}`;
  const orders = api.orders.filter((row) => row.id !== id);
  const paidNotPlaced = api.paidNotPlaced.filter((listed) => listed !== id);
  return { ...input, api: { ...api, orders, paidNotPlaced, toldNotPlaced: paidNotPlaced.length } };
}

function bendJournal(input: CheckInput, uid: string, bend: (line: PlacedLine) => JournalLine[]): CheckInput {
  const journals = input.journals.map(({ name, lines }) => ({
    name,
    lines: lines.flatMap((line) => (line.kind !== "void" && line.request_uid === uid ? bend(line) : [line])),
  }));
  return { ...input, journals };
}

/** Changes the last answer that was received about this request uid. */
function bendLast(input: CheckInput, uid: string, more: object): CheckInput {
  const calls = new Set(
    input.history.flatMap((line) => (line.kind === "sent" && line.requestUid === uid ? [line.call] : [])),
  );
  const last = input.history.findLastIndex((line) => line.kind === "answered" && calls.has(line.call));
  const history = input.history.map((line, index) => (index === last ? { ...line, ...more } : line));
  return { ...input, history };
}
