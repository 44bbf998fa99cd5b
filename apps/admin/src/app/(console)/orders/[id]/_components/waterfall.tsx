import type { Words } from "@parley/words";
import { Icon } from "@/components/display/icon.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { ExchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { callName } from "@/components/exchange/operation.ts";
import { stageName } from "@/components/exchange/stage-name.ts";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import { type Burst, type Span, toBursts } from "../bursts.ts";

/** Every hop with its milliseconds. Each burst of calls has its own scale; the quiet between them is said in words. */
export async function Waterfall({ exchanges, zone }: { exchanges: readonly ExchangeDetail[]; zone: string }) {
  const say = await words("order");
  // PAR may ask a hundred times: a poll is one bar, its stages stand in its inspector.
  const bursts = toBursts(
    exchanges.map((each) => (each.operation === "get_order" ? { ...each, stages: [] } : each)),
  );
  return (
    <Panel title={say("time.title")} aside={say("time.aside")}>
      {bursts.length === 0 ? (
        <EmptyState title={say("time.none")}>{say("time.noneHelp")}</EmptyState>
      ) : (
        bursts.map((burst) => <BurstRows key={burst.startedAt} burst={burst} zone={zone} />)
      )}
    </Panel>
  );
}

/** A call that stands alone is not drawn over the whole width when it took a blink. */
const loneScaleMs = 100;

async function BurstRows({ burst, zone }: { burst: Burst<ExchangeDetail>; zone: string }) {
  const [say, sayCalls, sayCall] = await Promise.all([words("order"), words("exchanges"), words("call")]);
  const scaleMs = burst.spans.length === 1 ? Math.max(burst.lengthMs, loneScaleMs) : burst.lengthMs;
  return (
    <div className="border-b last:border-b-0">
      <p className="flex flex-wrap justify-between gap-x-4 bg-canvas px-3 py-1 text-xs text-ink-faint">
        <span>
          {burst.quietMs !== null && (
            <span className="text-ink-soft">
              {say("time.later", { span: formatDuration(burst.quietMs) })} ·{" "}
            </span>
          )}
          <Moment at={burst.startedAt} zone={zone} precision="millisecond" />
        </span>
        <span>{say("time.inAll", { span: formatDuration(burst.lengthMs) })}</span>
      </p>
      <table className="w-full table-fixed">
        <caption className="sr-only">{say("time.caption")}</caption>
        <colgroup>
          <col className="w-40 sm:w-72" />
          <col />
          <col className="w-20" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="p-0">
              <span className="sr-only">{say("time.hop")}</span>
            </th>
            <th scope="col" className="p-0">
              <span className="sr-only">{say("time.start")}</span>
            </th>
            <th scope="col" className="p-0">
              <span className="sr-only">{say("time.duration")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {burst.spans.map((span) => (
            <SpanRow
              key={span.key}
              span={span}
              lengthMs={scaleMs}
              say={say}
              sayCalls={sayCalls}
              sayCall={sayCall}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const indents = ["pl-3", "pl-8", "pl-8 sm:pl-12"] as const;

interface SpanRowProps {
  span: Span<ExchangeDetail>;
  lengthMs: number;
  say: Words<"order">;
  sayCalls: Words<"exchanges">;
  sayCall: Words<"call">;
}

function SpanRow({ span, lengthMs, say, sayCalls, sayCall }: SpanRowProps) {
  const { stage } = span;
  const isCall = stage === null;
  return (
    <tr className={isCall ? "hover:bg-sunken" : ""}>
      <td className={`h-6 truncate pr-2 ${indents[span.depth]}`}>
        {isCall ? (
          <a
            href={`#${span.call.id}`}
            className="inline-flex items-center gap-1.5 font-medium hover:underline"
          >
            <span className="text-ink-faint">
              <Icon name={span.call.direction === "IN" ? "inbound" : "outbound"} size={13} />
            </span>
            {callName(span.call, sayCalls)}
            {span.call.attempt !== null && (
              <span className="font-normal text-ink-faint">
                {say("time.attempt", { number: span.call.attempt })}
              </span>
            )}
            {span.outcome !== "fine" && (
              <span className={`font-normal ${span.outcome === "failed" ? "text-problem" : "text-wait"}`}>
                {span.call.status ?? say("time.noAnswer")}
              </span>
            )}
          </a>
        ) : (
          <span className={span.outcome === "failed" ? "font-medium text-problem" : "text-ink-soft"}>
            <span title={stage} data-name>
              {stageName(stage, sayCall)}
            </span>
            {span.outcome === "failed" && ` – ${say("time.refused")}`}
          </span>
        )}
      </td>
      <td className="pr-2">
        <span className="sr-only">{formatDuration(span.startMs)}</span>
        <Bar span={span} lengthMs={lengthMs} />
      </td>
      <td className="pr-3 text-right text-xs whitespace-nowrap text-ink-soft">
        {formatDuration(span.durationMs)}
      </td>
    </tr>
  );
}

const stageFills = { fine: "fill-ink-faint", failed: "fill-problem", unanswered: "fill-wait" };

function callFill({ outcome, call }: Span<ExchangeDetail>): string {
  if (outcome !== "fine") return stageFills[outcome];
  return call.direction === "OUT" ? "fill-accent" : "fill-line-strong";
}

/** Plain SVG attributes instead of inline styles, which the content policy refuses. */
function Bar({ span, lengthMs }: { span: Span<ExchangeDetail>; lengthMs: number }) {
  const scale = lengthMs === 0 ? 0 : 1000 / lengthMs;
  const width = Math.max(3, span.durationMs * scale);
  const x = Math.min(span.startMs * scale, 1000 - width);
  const isCall = span.stage === null;
  const fill = isCall ? callFill(span) : stageFills[span.outcome];
  return (
    <svg viewBox="0 0 1000 10" preserveAspectRatio="none" className="block h-2.5 w-full" aria-hidden="true">
      <rect x="0" y="4.5" width="1000" height="1" className="fill-line" />
      <rect x={x} y={isCall ? 1 : 2.5} width={width} height={isCall ? 8 : 5} className={fill} />
    </svg>
  );
}
