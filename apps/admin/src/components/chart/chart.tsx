"use client";

import "uplot/dist/uPlot.min.css";
import { useLanguage } from "@parley/words/react";
import { useEffect, useRef, useState } from "react";
import { dashes } from "./dashes.ts";
import type { ChartData, Drawing } from "./draw.ts";
import { type ChartUnit, formatValue } from "./format.ts";
import { spanName } from "./span-name.ts";

/**
 * Lines over time, with their names and what they come to over all; under the pointer, what they were then. The
 * drawing is for eyes alone: whoever shows it puts the same numbers into a table beside it. It is loaded after the
 * page, so that nothing waits for it.
 */
export function Chart({ label, notDrawn, starts, spanSeconds, zone, unit, lines }: ChartProps) {
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLUListElement>(null);
  const drawing = useRef<Drawing>(null);
  const [span, setSpan] = useState<number | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const data: ChartData = { starts, spanSeconds, lines: lines.map(({ values }) => values) };
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    let isGone = false;
    const load = async () => {
      const { draw } = await import("./draw.ts");
      if (isGone || box.current === null) return;
      const colorOf = (line: number) => {
        const name = names.current?.children[line];
        return name === undefined ? "" : getComputedStyle(name).color;
      };
      const look = { unit, language, zone, colorOf, onHover: setSpan };
      drawing.current = draw(box.current, look, latest.current);
    };
    load().catch((error: unknown) => {
      // The file is not there any more after an update of the admin, or the network is gone: the table still is.
      setFailed(true);
      console.error("A chart could not be drawn.", error);
    });
    return () => {
      isGone = true;
      drawing.current?.[Symbol.dispose]();
      drawing.current = null;
    };
  }, [unit, language, zone]);

  const shown = JSON.stringify(data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` is what the drawing has to follow
  useEffect(() => drawing.current?.update(latest.current), [shown]);

  const start = span === null ? undefined : starts[span];
  return (
    <>
      <ul ref={names} className="flex min-h-6 flex-wrap items-center gap-x-4 text-xs">
        {lines.map(({ name, whole, color, values }, at) => (
          <li key={name} className={`flex items-center gap-1.5 ${colors[color]}`}>
            <svg width="16" height="4" aria-hidden="true">
              <line
                x1="0"
                y1="2"
                x2="16"
                y2="2"
                stroke="currentColor"
                strokeWidth="2"
                strokeDasharray={dashes[at]?.join(" ")}
              />
            </svg>
            <span className="text-ink-soft">{name}</span>
            <span className="font-medium text-ink">
              {span === null ? whole : formatValue(values[span] ?? null, unit, language)}
            </span>
          </li>
        ))}
        {start !== undefined && (
          <li className="ml-auto text-ink-faint">
            {spanName(new Date(start * 1000), spanSeconds, zone, language)}
          </li>
        )}
      </ul>
      <div
        ref={box}
        role="img"
        aria-label={label}
        className={`h-[148px] min-w-0 overflow-hidden text-ink-faint ${hasFailed ? "hidden" : ""}`}
      />
      {hasFailed && <p className="py-2 text-xs text-ink-faint">{notDrawn}</p>}
    </>
  );
}

const colors = {
  main: "text-accent",
  beside: "text-ink-faint",
  ok: "text-ok",
  wait: "text-wait",
  problem: "text-problem",
} as const;

export interface ChartLine {
  name: string;
  color: keyof typeof colors;
  /** What it comes to over all spans, formatted. */
  whole: string;
  /** One per span; null where there is nothing to tell. */
  values: readonly (number | null)[];
}

export interface ChartProps {
  /** What the chart shows, for screen readers. */
  label: string;
  /** What stands in its place where it cannot be drawn. */
  notDrawn: string;
  /** Seconds since 1970 at which each span begins. */
  starts: readonly number[];
  spanSeconds: number;
  /** IANA name of the zone that times are told in. */
  zone: string;
  unit: ChartUnit;
  lines: readonly ChartLine[];
}
