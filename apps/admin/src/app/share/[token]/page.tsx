import { notFound } from "next/navigation";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { type Tone, toneText } from "@/components/display/tone.ts";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { formatMoney } from "@/format/money.ts";
import { formatDuration } from "@/format/time.ts";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { type SharedOrder, sharedOrderQuery } from "./shared-order.graphql.ts";

/** One order as a link shows it: what happened and what was ordered, and nothing of the guest. */
export default async function SharedOrderPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const reading = await readQuery(sharedOrderQuery, { token });
  const say = await words("share");
  if (reading.kind !== "data") {
    const isWaiting = reading.kind === "failed";
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState isPage icon="pending" title={say("page.wait")}>
          {isWaiting ? reading.message : say("page.away")}
        </EmptyState>
      </div>
    );
  }
  const order = reading.data.sharedOrder;
  if (order === null) notFound();
  const { timezone: zone } = order;
  return (
    <>
      <PageHeader
        name={say("page.order", { number: order.onlineOrderId ?? order.requestUid })}
        sentence={order.sentence}
        note={say("page.placeOf", { store: order.storeName, brand: order.brandName })}
        facts={
          <FactList>
            <Fact name={say("page.received")}>
              <Moment at={order.receivedAt} zone={zone} />
            </Fact>
            {order.finalAt !== null && (
              <Fact name={say("page.settled")}>
                <Moment at={order.finalAt} zone={zone} />
              </Fact>
            )}
            <Fact name={say("page.took")}>{formatDuration(order.totalMs)}</Fact>
            <Fact name={say("page.total")}>{formatMoney(order.grandTotalCents, order.currency)}</Fact>
            <Fact name={say("page.requestUid")}>
              <Mono>{order.requestUid}</Mono>
            </Fact>
            {order.posOrderId !== null && (
              <Fact name={say("page.posOrderId")}>
                <Mono>{order.posOrderId}</Mono>
              </Fact>
            )}
          </FactList>
        }
      />
      <SharedStory order={order} />
      <SharedLines order={order} />
      <p className="text-xs text-ink-faint">
        {say("page.redacted")} {say("page.until")}{" "}
        <Moment at={order.expiresAt} zone={zone} precision="minute" />.
      </p>
    </>
  );
}

const tones: Record<SharedOrder["story"][number]["tone"], Tone> = {
  PLAIN: "quiet",
  OK: "ok",
  WAITING: "wait",
  PROBLEM: "problem",
};

async function SharedStory({ order }: { order: SharedOrder }) {
  const say = await words("share");
  return (
    <Panel title={say("page.story")}>
      <ol className="py-1">
        {order.story.map((step) => (
          <li
            key={step.key}
            className="grid grid-cols-[auto_1fr] gap-x-3 px-3 py-1 sm:grid-cols-[6.5rem_auto_1fr]"
          >
            <span className="text-xs leading-5 text-ink-faint max-sm:col-start-2">
              <Moment at={step.at} zone={order.timezone} withDate={false} />
              {step.until !== null && (
                <>
                  –<wbr />
                  <Moment at={step.until} zone={order.timezone} withDate={false} />
                </>
              )}
            </span>
            <span
              className={`mt-1.5 size-2 rounded-full bg-current max-sm:col-start-1 max-sm:row-start-1 ${toneText[tones[step.tone]]}`}
              aria-hidden="true"
            />
            <p className="min-w-0 wrap-anywhere max-sm:col-start-2">
              {step.sentence}
              {step.tookMs !== null && (
                <span className="ml-2 text-xs text-ink-faint">{formatDuration(step.tookMs)}</span>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const indents = ["", "pl-4", "pl-8"];

async function SharedLines({ order }: { order: SharedOrder }) {
  const say = await words("share");
  const { lines, currency } = order;
  return (
    <Panel title={say("page.ordered")} aside={formatMoney(order.grandTotalCents, currency)} padded>
      {lines.length === 0 ? (
        <p className="text-ink-faint">{say("page.noLines")}</p>
      ) : (
        <ul>
          {lines.map((line, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and two may be alike
              key={index}
              className={`flex justify-between gap-4 ${indents[line.depth] ?? "pl-12"}`}
            >
              <span className={line.depth === 0 ? "" : "text-ink-soft"}>
                {line.quantity}× {line.name}
              </span>
              {line.depth === 0 && <span>{formatMoney(line.totalCents, currency)}</span>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
