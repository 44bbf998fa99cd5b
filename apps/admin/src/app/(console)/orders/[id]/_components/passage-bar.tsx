import { Panel } from "@/components/display/panel.tsx";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

type Kind = Trace["passage"]["parts"][number]["kind"];

const fills: Record<Kind, string> = {
  GATEWAY: "fill-accent",
  POS: "fill-ink-faint",
  WAIT: "fill-wait",
};
const marks: Record<Kind, string> = { GATEWAY: "text-accent", POS: "text-ink-faint", WAIT: "text-wait" };

/** Where the order's time went, above what the store's orders usually take, on one scale. */
export async function PassageBar({ passage }: { passage: Trace["passage"] }) {
  const say = await words("story");
  const { totalMs, usualMs, isOver } = passage;
  const parts = passage.parts.filter(({ ms }) => ms >= 0.05);
  const names: Record<Kind, string> = {
    GATEWAY: say("page.gateway"),
    POS: say("page.pos"),
    WAIT: say("page.wait"),
  };
  const total = formatDuration(totalMs);
  return (
    <Panel
      title={say("page.time")}
      aside={isOver ? say("page.timeOver", { total }) : say("page.timeOpen", { total })}
      padded
    >
      <Bars passage={{ ...passage, parts }} />
      <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-soft">
        {parts.map(({ kind, ms }) => (
          <li key={kind} className="flex items-center gap-1.5">
            <span className={`size-2 rounded-sm bg-current ${marks[kind]}`} aria-hidden="true" />
            {say("page.partOf", { name: names[kind], span: formatDuration(ms) })}
          </li>
        ))}
        {usualMs !== null && (
          <li className="flex items-center gap-1.5">
            <span className="size-2 rounded-sm border border-line-strong" aria-hidden="true" />
            {say("page.partOf", { name: say("page.usual"), span: formatDuration(usualMs) })}
          </li>
        )}
      </ul>
    </Panel>
  );
}

/** Plain SVG attributes instead of inline styles, which the content policy refuses. */
function Bars({ passage: { totalMs, usualMs, parts } }: { passage: Trace["passage"] }) {
  const longest = Math.max(totalMs, usualMs ?? 0, 1);
  const widthOf = (ms: number) => (ms / longest) * 1000;
  const before = parts.map((_, index) => parts.slice(0, index).reduce((sum, { ms }) => sum + ms, 0));
  return (
    <svg viewBox="0 0 1000 20" preserveAspectRatio="none" className="block h-5 w-full" aria-hidden="true">
      {parts.map(({ kind, ms }, index) => (
        <rect
          key={kind}
          x={widthOf(before[index] ?? 0)}
          y="2"
          width={Math.max(2, widthOf(ms))}
          height="9"
          className={fills[kind]}
        />
      ))}
      {usualMs !== null && (
        <rect x="0" y="14" width={Math.max(2, widthOf(usualMs))} height="4" className="fill-line-strong" />
      )}
    </svg>
  );
}
