import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { formatValue } from "@/components/chart/format.ts";
import { Age } from "@/components/display/moment.tsx";
import { operationName } from "@/components/exchange/operation.ts";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { choicesOf, FilterBar } from "@/components/filter-bar/filter-bar.tsx";
import { TabLinks } from "@/components/filter-bar/tab-links.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { language, words } from "@/words/server.tsx";
import { spansOf } from "../spans.ts";
import type { statsQuery } from "../stats.graphql.ts";
import { operations, ranges, type StatsState, statsAddress } from "../stats-address.ts";

/** Orders, answers and times over an hour, a day or a month, of everything, a brand or a store. */
export async function Statistics({ data, state, now }: StatisticsProps) {
  const [say, sayCalls, reader] = await Promise.all([words("stats"), words("exchanges"), language()]);
  const name = (of: string) => operationName(of, sayCalls);
  const { stats, locations } = data;
  const range = state.range ?? "HOUR";
  const operation = state.operation ?? "SUBMIT_ORDER";
  const brands = [...new Map(locations.map(({ brand }) => [brand.id, brand])).values()];
  const stores = locations.filter(({ brand }) => state.brand === null || brand.id === state.brand);
  const zone = locations.find(({ id }) => id === state.store)?.timezone ?? "UTC";
  const isEmpty = stats.calls.length === 0 && stats.orders.length === 0;
  const { starts, ...spans } = spansOf(stats, range, operation);
  const times = stats.operations.find((each) => each.operation === operation);
  const common = { starts, spanSeconds: stats.spanSeconds, zone };
  const total = (counts: readonly number[]) =>
    formatValue(
      counts.reduce((sum, count) => sum + count, 0),
      "count",
      reader,
    );

  return (
    <section aria-label={say("title")}>
      <div className="flex flex-wrap items-start gap-x-4">
        <h2 className="flex h-8 items-center text-sm font-semibold">{say("title")}</h2>
        <FilterBar
          address={statsAddress}
          state={state}
          fields={[
            {
              ...{ name: "brand", label: say("filter.brand"), all: say("filter.everyBrand") },
              options: choicesOf(brands),
            },
            {
              ...{ name: "store", label: say("filter.store"), all: say("filter.everyStore") },
              options: choicesOf(stores),
            },
            {
              ...{ name: "operation", label: say("filter.operation"), all: name("submit_order") },
              options: operations
                .filter((each) => each !== "SUBMIT_ORDER")
                .map((each) => ({ value: each, word: name(each) })),
            },
          ]}
        >
          <TabLinks
            label={say("range.label")}
            tabs={ranges.map((each) => ({
              word: say(`range.${each}`),
              href: statsAddress.print(state, { range: each }),
              isHere: each === range,
            }))}
          />
        </FilterBar>
      </div>
      {isEmpty ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState icon="overview" title={say("none", { lately: range })} />
        </div>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <ChartPanel
            {...common}
            title={say(`orders.${range}`)}
            unit="count"
            lines={[
              { name: say("placed"), color: "ok", whole: total(spans.placed), values: spans.placed },
              { name: say("came"), color: "beside", whole: total(spans.received), values: spans.received },
              {
                name: say("notPlaced"),
                color: "problem",
                whole: total(spans.notPlaced),
                values: spans.notPlaced,
              },
            ]}
          />
          <ChartPanel
            {...common}
            title={say("answers")}
            unit="share"
            lines={[
              {
                ...{ name: say("well"), color: "ok", values: spans.well },
                whole: formatValue(stats.successShare, "share", reader),
              },
              {
                ...{ name: say("pending"), color: "wait", values: spans.pending },
                whole: formatValue(stats.acceptedShare202, "share", reader),
              },
            ]}
          />
          <ChartPanel
            {...common}
            title={say("times", { operation: name(operation) })}
            unit="duration"
            lines={(["p50", "p95", "p99"] as const).map((name) => ({
              ...{ name: say(name), color: name === "p95" ? "main" : "beside", values: spans[name] },
              whole: formatValue(times?.[`${name}Ms`] ?? null, "duration", reader),
            }))}
          />
        </div>
      )}
      <p className="mt-2 flex flex-wrap gap-x-4 text-xs text-ink-faint">
        <span>
          {stats.oldestMenuAt === null ? (
            say("noMenu")
          ) : (
            <>
              {say("oldestMenu")} <Age at={stats.oldestMenuAt} zone={zone} now={now} words />
            </>
          )}
        </span>
        {!isEmpty && <span>{range === "MONTH" ? say("zoneOfDays") : say("zone", { zone })}</span>}
      </p>
    </section>
  );
}

interface StatisticsProps {
  data: ResultOf<typeof statsQuery>;
  state: StatsState;
  /** ISO 8601. */
  now: string;
}
