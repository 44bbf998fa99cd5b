import type { Exchange } from "@parley/par-contract";
import { harmless, type Paint } from "./paint.ts";
import { layTable } from "./table.ts";

const UNEXPECTED_SHOWN = 5;

interface KindTally {
  sent: number;
  expected: number;
  readonly durationsMs: number[];
}

/** The value below which this share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function outcomeOf(exchange: Exchange): string {
  const { json, status } = exchange.response;
  const word = typeof json === "object" && json !== null && "status" in json ? json.status : null;
  if (typeof word === "string") return word;
  return status === 200 ? "menu" : `HTTP ${status}`;
}

/** Counts a stream's calls while it runs, by kind. */
export class StreamTally {
  readonly #order: readonly string[];
  readonly #kinds = new Map<string, KindTally>();
  readonly #outcomes = new Map<string, number>();
  readonly #unexpected: string[] = [];
  sent = 0;
  answered = 0;
  unexpected = 0;

  /** @param order the kinds, as the summary lists them */
  constructor(order: readonly string[]) {
    this.#order = order;
  }

  /** A call has left. */
  started(kind: string): void {
    this.sent++;
    this.#of(kind).sent++;
  }

  /** Its answer has come. */
  finished(kind: string, exchange: Exchange, isExpected: boolean): void {
    this.answered++;
    const tally = this.#of(kind);
    tally.durationsMs.push(exchange.durationMs);
    const outcome = outcomeOf(exchange);
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (isExpected) tally.expected++;
    else {
      const failed = exchange.verdict.checks
        .filter(({ ok }) => !ok)
        .map(({ name, detail }) => `${name}: ${detail}`);
      this.#wrong(`${kind}: ${exchange.response.status} ${outcome} ${failed.join("; ")}`);
    }
  }

  /** No answer came at all. */
  failed(kind: string, reason: string): void {
    this.answered++;
    this.#outcomes.set("no answer", (this.#outcomes.get("no answer") ?? 0) + 1);
    this.#wrong(`${kind}: ${reason}`);
  }

  #wrong(text: string): void {
    this.unexpected++;
    if (this.#unexpected.length < UNEXPECTED_SHOWN) this.#unexpected.push(text);
  }

  #of(kind: string): KindTally {
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const tally: KindTally = { sent: 0, expected: 0, durationsMs: [] };
    this.#kinds.set(kind, tally);
    return tally;
  }

  /** One line about the moment. */
  line(elapsedMs: number): string {
    const seconds = elapsedMs / 1000;
    const outcomes = [...this.#outcomes].map(([name, count]) => `${name} ${count}`);
    return [
      `${seconds.toFixed(0)} s`,
      `${this.sent} sent`,
      `${(this.answered / Math.max(seconds, 0.001)).toFixed(1)}/s`,
      `${this.sent - this.answered} in flight`,
      `${this.unexpected} unexpected`,
      ...outcomes,
    ].join("  ");
  }

  /** The closing summary, by kind of call. */
  summary(elapsedMs: number, paint: Paint): string {
    const head = ["  call", "sent", "as expected", "p50 ms", "p95 ms", "max ms"];
    const known = this.#order.flatMap((kind) => {
      const tally = this.#kinds.get(kind);
      return tally === undefined ? [] : [{ kind, tally }];
    });
    const rows = known.map(({ kind, tally }) => {
      const sorted = tally.durationsMs.toSorted((a, b) => a - b);
      const times = [percentile(sorted, 0.5), percentile(sorted, 0.95), sorted.at(-1) ?? 0];
      return [`  ${kind}`, String(tally.sent), String(tally.expected), ...times.map((ms) => ms.toFixed(1))];
    });
    const colour = (text: string, row: number, column: number) => {
      if (row === 0) return paint.dim(text);
      const tally = known[row - 1]?.tally;
      return column === 2 && tally !== undefined && tally.expected < tally.sent ? paint.bad(text) : text;
    };
    const outcomes = [...this.#outcomes]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`);
    const rate = (this.answered / Math.max(elapsedMs / 1000, 0.001)).toFixed(1);
    const verdict =
      this.unexpected === 0 ? paint.good("all as expected") : paint.bad(`${this.unexpected} unexpected`);
    return [
      `${paint.bold("stream")}  ${this.answered} answers in ${(elapsedMs / 1000).toFixed(1)} s (${rate}/s)  ${verdict}`,
      ...layTable([head, ...rows], colour),
      `  ${outcomes.join(", ")}`,
      ...this.#unexpected.map((text) => `  ${paint.bad("unexpected")} ${harmless(text)}`),
    ].join("\n");
  }

  /** The same as data. */
  data(elapsedMs: number): Record<string, unknown> {
    const kinds = [...this.#kinds].map(([kind, { sent, expected, durationsMs }]) => {
      const sorted = durationsMs.toSorted((a, b) => a - b);
      const p50Ms = percentile(sorted, 0.5);
      return {
        kind,
        sent,
        expected,
        p50_ms: p50Ms,
        p95_ms: percentile(sorted, 0.95),
        max_ms: sorted.at(-1) ?? 0,
      };
    });
    return {
      elapsed_ms: Math.round(elapsedMs),
      sent: this.sent,
      answered: this.answered,
      unexpected: this.unexpected,
      outcomes: Object.fromEntries(this.#outcomes),
      kinds,
      unexpected_examples: this.#unexpected,
    };
  }
}
