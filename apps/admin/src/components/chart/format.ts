import { intlLocales, type Language } from "@parley/words/language";
import { formatDuration } from "@/format/time.ts";

/** What the values of a chart are: a number of things, a part of 1, milliseconds. */
export type ChartUnit = "count" | "share" | "duration";

/** A value of a chart for people; a dash where there is none. */
export function formatValue(value: number | null, unit: ChartUnit, language: Language): string {
  if (value === null) return "–";
  if (unit === "duration") return formatDuration(value);
  const style = unit === "share" ? ({ style: "percent", maximumFractionDigits: 1 } as const) : {};
  return new Intl.NumberFormat(intlLocales[language], style).format(value);
}
