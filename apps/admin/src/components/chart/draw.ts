import type { Language } from "@parley/words/language";
import UPlot from "uplot";
import { dashes } from "./dashes.ts";
import { type ChartUnit, formatValue } from "./format.ts";
import { spanName } from "./span-name.ts";

export interface ChartData {
  /** Seconds since 1970 at which each span begins. */
  starts: readonly number[];
  spanSeconds: number;
  lines: readonly (readonly (number | null)[])[];
}

export interface Drawing extends Disposable {
  update(data: ChartData): void;
}

const HEIGHT = 148;

/**
 * Draws lines over time on a canvas in `box`. Colours are read from the page each time: those of the frame from the
 * box, those of the lines from `colorOf`. It sets styles by script alone, which the content policy allows.
 */
export function draw(box: HTMLElement, look: Look, data: ChartData): Drawing {
  const { unit, language, zone, colorOf, onHover } = look;
  const frame = getComputedStyle(box);
  let shown = data;
  const common = {
    stroke: () => frame.color,
    grid: { stroke: () => frame.borderTopColor, width: 1 },
    ticks: { show: false },
    font: `11px ${frame.fontFamily}`,
  };
  const plot = new UPlot(
    {
      width: box.clientWidth,
      height: HEIGHT,
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), zone),
      scales: {
        x: { time: true, range: () => ends(shown) },
        y: { range: (_plot, _least, most) => [0, unit === "share" ? 1 : Math.max(most * 1.1, 1)] },
      },
      axes: [
        {
          ...common,
          size: 26,
          space: 64,
          grid: { show: false },
          values: (_plot, splits) =>
            splits.map((seconds) => spanName(new Date(seconds * 1000), shown.spanSeconds, zone, language)),
        },
        {
          ...common,
          size: 56,
          space: 34,
          values: (_plot, splits) =>
            splits.map((value) => (value === 0 ? "0" : formatValue(value, unit, language))),
          ...(unit === "count" ? { incrs: WHOLE } : {}),
        },
      ],
      series: [
        {},
        ...data.lines.map((_line, at) => ({
          stroke: () => colorOf(at),
          width: 1.75,
          dash: [...(dashes[at] ?? [])],
          points: { show: unit !== "count", size: 4, fill: () => colorOf(at) },
          ...(unit === "count" ? { paths: steps } : {}),
        })),
      ],
      hooks: {
        setCursor: [
          ({ cursor: { idx, left } }) =>
            onHover(idx == null || left == null || left < 0 ? null : Math.min(idx, shown.starts.length - 1)),
        ],
      },
    },
    columns(data, unit),
    box,
  );
  const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
  resized.observe(box);
  const repaint = () => plot.redraw(false);
  const chosen = new MutationObserver(repaint);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", repaint);
  return {
    update(next) {
      shown = next;
      plot.setData(columns(next, unit));
    },
    [Symbol.dispose]() {
      resized.disconnect();
      chosen.disconnect();
      system.removeEventListener("change", repaint);
      plot.destroy();
    },
  };
}

interface Look {
  unit: ChartUnit;
  language: Language;
  /** IANA name of a zone. */
  zone: string;
  colorOf: (line: number) => string;
  /** Told the number of the span under the pointer; null when it leaves. */
  onHover: (span: number | null) => void;
}

const WHOLE = [1, 2, 5]
  .flatMap((step) => Array.from({ length: 9 }, (_, n) => step * 10 ** n))
  .sort((a, b) => a - b);

/** A count holds for the whole of its span. */
const steps: UPlot.Series.PathBuilder = (plot, series, from, to) =>
  UPlot.paths.stepped?.({ align: 1 })(plot, series, from, to) ?? null;

function ends({ starts, spanSeconds }: ChartData): [number, number] {
  const [first = 0, last = first] = [starts[0], starts.at(-1)];
  return [first, last + spanSeconds];
}

/** As uPlot takes them. A count stands until its span ends, also the last one. */
function columns(data: ChartData, unit: ChartUnit): UPlot.AlignedData {
  const [, end] = ends(data);
  const close = (line: readonly (number | null)[]) => (unit === "count" ? (line.at(-1) ?? null) : null);
  return [[...data.starts, end], ...data.lines.map((line) => [...line, close(line)])];
}
