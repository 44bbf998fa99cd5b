import type { Words } from "@parley/words";
import { intlLocales, type Language } from "@parley/words/language";

interface ServingTime {
  /** 1 = Monday to 7 = Sunday. */
  days: readonly number[];
  /** `HH:MM`. */
  from: string;
  to: string;
}

/** When a menu is served, in the store's own time: `Always`, `Mon–Fri 06:00–11:00, Sun 08:00–12:00`. */
export function servingInWords(
  times: readonly ServingTime[],
  say: Words<"menu">,
  language: Language,
): string {
  if (times.length === 0) return say("serving.always");
  return times
    .map(({ days, from, to }) => {
      const runs = runsOf(days);
      if (runs.length === 1 && runs[0]?.length === 7) return say("serving.everyDay", { from, to });
      return say("serving.days", {
        days: runs.map((run) => runInWords(run, say, language)).join(", "),
        from,
        to,
      });
    })
    .join(", ");
}

/** Days that follow each other, together. */
function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of [...new Set(days)].toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

function runInWords(run: readonly number[], say: Words<"menu">, language: Language): string {
  const names = run.map((number) => dayName(number, language));
  const [first = "", last = ""] = [names[0], names.at(-1)];
  return names.length > 2 ? say("serving.span", { first, last }) : names.join(", ");
}

function dayName(number: number, language: Language): string {
  // The first of January 2024 was a Monday.
  const day = new Date(Date.UTC(2024, 0, number));
  return new Intl.DateTimeFormat(intlLocales[language], { weekday: "short", timeZone: "UTC" }).format(day);
}
