import type { OrderTally } from "@parley/db/issues";
import { WITHOUT_DECIMALS } from "@parley/limits";
import { intlLocales, type Language, type Words } from "@parley/words";
import { type Current, type IssueView, needsSomebody } from "./current.ts";
import { OTHER_ADDRESSES } from "./grouping.ts";
import type { OrderSum } from "./live.ts";

/** Issues in words, for one language. */
export interface IssueTeller {
  /** @param subject what the store, the connection or the network is called */
  title(view: IssueView, subject: string, now: Date): string;
  /** What the overview opens with. */
  sentence(current: Current, tally: OrderTally, args: { first: string | null; isFirstRun: boolean }): string;
}

export function createIssueTeller(say: Words<"issues">, language: Language): IssueTeller {
  return {
    title(view, subject, now) {
      const span = spanOf(now.getTime() - view.sinceAt.getTime());
      const left = view.endsAt === null ? "" : spanOf(view.endsAt.getTime() - now.getTime());
      const of = view.watch?.outOf ?? 0;
      return say(`title.${wordOf(view)}`, { subject, span, count: countOf(view), of, left });
    },
    sentence({ issues, notPlaced, mayBeMade }, tally, { first, isFirstRun }) {
      const needy = issues.filter(needsSomebody);
      const count = notPlaced.reduce((sum, each) => sum + each.count, 0);
      const money = moneyText(notPlaced, language);
      if (count > 0) {
        const cause = needy[0] !== undefined && needy[0].waiting.length > 0 ? first : null;
        const text =
          cause === null
            ? say(mayBeMade ? "sentence.unconfirmed" : "sentence.notPlaced", { count, money })
            : say(mayBeMade ? "sentence.unconfirmedBecause" : "sentence.notPlacedBecause", {
                count,
                money,
                cause: lowerFirst(cause),
              });
        return say("sentence.issues", { first: text, more: Math.max(0, needy.length - 1) });
      }
      if (first !== null) return say("sentence.issues", { first, more: needy.length - 1 });
      if (isFirstRun) return say("sentence.ready");
      const { placed, ended, open } = tally;
      const all = placed + ended + open;
      if (all === 0) return say("sentence.quiet");
      return placed === all
        ? say("sentence.well", { count: all })
        : say("sentence.wellSome", { count: all, placed, ended, open });
    },
  };
}

/** What an issue's subject is called: the store, the connection, a rollout's brand, Parley itself, or the network. */
export function subjectName(
  { subjectKind, subjectId }: IssueView,
  names: { location: string | null; connection: string | null; brand: string | null },
  say: Words<"issues">,
): string {
  const own = names.location ?? names.connection ?? (subjectKind === "rollout" ? names.brand : null);
  if (own !== null) return own;
  if (subjectKind === "gateway") return say("gateway");
  return subjectId === OTHER_ADDRESSES ? say("others") : subjectId;
}

type Titles = Parameters<Words<"issues">>[0];
type TitleWord = Titles extends infer Key ? (Key extends `title.${infer Word}` ? Word : never) : never;

function wordOf({ cause, lastCause, menu, endsAt }: IssueView): TitleWord {
  if (cause === "store_in_doubt") return titleOf(lastCause);
  if (cause === "menu_missing" && menu?.problem === "stale") return "menu_stale";
  if (cause === "secret_expiring" && endsAt === null) return "secret_over";
  return titleOf(cause);
}

function titleOf(cause: IssueView["cause"]): TitleWord {
  switch (cause) {
    // These are never an issue.
    case "placed":
    case "answered":
    case "on_its_way":
    case "gateway_restarted":
    case "sold_out":
    case "duplicate":
    case "unknown_order":
      return "our_fault";
    default:
      return cause;
  }
}

function countOf({ waiting, unmapped, watch }: IssueView): number {
  if (watch !== null) return watch.count;
  return unmapped > 0 ? unmapped : waiting.reduce((sum, { count }) => sum + count, 0);
}

/** A span as people say it: `12 s`, `3 min`, `2 h`, `4 d`. */
export function spanOf(ms: number): string {
  const s = Math.max(0, ms) / 1000;
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 5_400) return `${Math.round(s / 60)} min`;
  if (s < 172_800) return `${Math.round(s / 3_600)} h`;
  return `${Math.round(s / 86_400)} d`;
}

/** Sums of money, currency by currency. */
export function moneyText(
  sums: readonly Pick<OrderSum, "currency" | "totalCents">[],
  language: Language,
): string {
  const texts = sums.map(({ currency, totalCents }) => {
    const digits = WITHOUT_DECIMALS.has(currency) ? 0 : 2;
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const format = new Intl.NumberFormat(intlLocales[language], { style: "currency", currency, ...options });
    return format.format(totalCents / 10 ** digits);
  });
  return new Intl.ListFormat(intlLocales[language], { type: "conjunction" }).format(texts);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
