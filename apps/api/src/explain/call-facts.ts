import type { Exchange } from "@parley/db/exchanges";
import type { OrderCondition } from "@parley/db/orders";
import type { WordsOf } from "@parley/words";
import { z } from "zod";
import { readTryEnd } from "../orders/try-end.ts";
import { reasonWords } from "./reasons.ts";
import { refusalWords } from "./refusal-words.ts";
import { storeName } from "./store-name.ts";

export interface CallInput {
  exchange: Exchange;
  /** What we call the store; null where none is known. */
  store: { code: string; name: string } | null;
  /** The order that it made or is about, where there is one. */
  order: ({ id: string } & OrderCondition) | null;
  /** To what the id that was not mapped leads by now; nothing where it leads nowhere. */
  mappedTo?: string | null | undefined;
  /** The store that it says it is for, where its sender is known and nothing that it says is proven. */
  claims?: string | null | undefined;
  /** The answer's body, where the reader may see it: it says what was wrong. */
  answer: string | null;
  words: WordsOf;
}

const WHAT = ["submit_order", "validate_order", "get_order", "get_menu"] as const;

/** What the sentence about a call is made of. */
export function callFacts({ exchange, store, answer, words }: CallInput) {
  const say = words("autopsy");
  const called = store === null ? "?" : storeName(store);
  const what = say(`what.${WHAT.find((name) => name === exchange.operation) ?? "other"}`);
  return {
    what,
    place: store === null ? (exchange.parLocationId ?? "") : storeName(store),
    store: called,
    why: issuesOf(answer)
      .slice(0, 2)
      .map((message) => refusalWords(message, words))
      .join("; "),
    end: endOf(exchange, called, words),
  };
}

/** How a call to a POS ended, as a sentence; as the order's page says it of a try. */
function endOf(exchange: Exchange, store: string, words: WordsOf): string {
  const { status, reason } = exchange;
  const isUnsent = status === null && reason !== null && UNSENT.includes(reason);
  const end = readTryEnd({ outcome: isUnsent ? "not_sent" : "unknown", evidence: { status, reason } });
  const why = end?.reason == null ? "" : ` (${reasonWords(end.reason, words("reasons"))})`;
  return words("autopsy")(`tried.${end?.told ?? "silent"}`, { store, status: String(status), why });
}

const UNSENT: readonly string[] = [
  "connection_refused",
  "connect_timeout",
  "name_not_found",
  "ehostunreach",
  "enetunreach",
  "pos_key_invalid",
  "pos_kind_unknown",
  "pos_settings_invalid",
  "adapter_url_forbidden",
];

const ISSUES_TEXT_MAX = 300;
const issues = z.object({ errors: z.array(z.object({ message: z.string() })) });

/** The messages of an answer's errors; none where it cannot be read. */
function issuesOf(answer: string | null): string[] {
  if (answer === null) return [];
  try {
    const found = issues.safeParse(JSON.parse(answer)).data?.errors ?? [];
    return [...new Set(found.map(({ message }) => message.replace(/\.+$/, "").slice(0, ISSUES_TEXT_MAX)))];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
