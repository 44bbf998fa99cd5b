import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { language, words } from "@/words/server.tsx";
import { Chart, type ChartProps } from "./chart.tsx";
import { formatValue } from "./format.ts";
import { spanName } from "./span-name.ts";

/** A chart under its title, and the same numbers as a table that opens below it, the newest first. */
export async function ChartPanel({ title, ...chart }: ChartPanelProps) {
  const [say, reader] = await Promise.all([words("stats"), language()]);
  const { starts, spanSeconds, zone, unit, lines } = chart;
  const columns: readonly Column<number>[] = [
    {
      header: say(spanSeconds < 86_400 ? "table.time" : "table.day"),
      cell: (at) => spanName(new Date((starts[at] ?? 0) * 1000), spanSeconds, zone, reader),
    },
    ...lines.map(({ name, values }): Column<number> => {
      return { header: name, isNumber: true, cell: (at) => formatValue(values[at] ?? null, unit, reader) };
    }),
  ];
  return (
    <figure className="min-w-0 rounded-lg border bg-surface p-3">
      <figcaption className="text-sm font-semibold">{title}</figcaption>
      <Chart {...chart} label={say("chart", { title })} notDrawn={say("notDrawn")} />
      <details className="mt-1">
        <summary className="w-fit text-xs text-ink-faint hover:text-ink hover:underline">
          {say("table.open")}
          <span className="sr-only">: {title}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard */}
        <section aria-label={title} tabIndex={0} className="mt-2 max-h-64 overflow-auto rounded-md border">
          <DataTable
            caption={title}
            columns={columns}
            rows={starts.map((_start, at) => starts.length - 1 - at)}
            rowKey={(at) => at}
          />
        </section>
      </details>
    </figure>
  );
}

interface ChartPanelProps extends Omit<ChartProps, "label" | "notDrawn"> {
  title: string;
}
