const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface ServingTime {
  /** 1 = Monday to 7 = Sunday. */
  days: readonly number[];
  /** `HH:MM`. */
  from: string;
  to: string;
}

/** When a menu is served, in the store's own time: `Always`, `Mon–Fri 06:00–11:00, Sun 08:00–12:00`. */
export function servingInWords(times: readonly ServingTime[]): string {
  if (times.length === 0) return "Always";
  return times.map((time) => `${daysInWords(time.days)} ${time.from}–${time.to}`).join(", ");
}

function daysInWords(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return "Every day";
  const runs: number[][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map(runInWords).join(", ");
}

function runInWords(run: readonly number[]): string {
  const names = run.map((number) => days[number - 1] ?? String(number));
  return names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(", ");
}
