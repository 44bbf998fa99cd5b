import Link from "next/link";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { CopyLinkButton } from "@/components/controls/copy-link-button.tsx";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { type Tone, toneFill, toneText } from "@/components/display/tone.ts";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { formatMoney } from "@/format/money.ts";
import { formatDuration } from "@/format/time.ts";
import type { Trace } from "../trace.graphql.ts";

const looks: Record<Trace["autopsy"]["tone"], { tone: Tone; icon: IconName }> = {
  OK: { tone: "ok", icon: "placed" },
  WAITING: { tone: "wait", icon: "pending" },
  PROBLEM: { tone: "problem", icon: "attention" },
};

/** The answer first: what happened, what to do now, and whose job it is. */
export function Autopsy({ order, now }: { order: Trace; now: string }) {
  const { autopsy, location } = order;
  const look = looks[autopsy.tone];
  const id = order.onlineOrderId ?? order.requestUid;
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint">
        <Link href="/orders" className="hover:text-ink hover:underline">
          Orders
        </Link>
        <Icon name="right" size={12} />
        <h1 className="font-mono text-sm break-all text-ink">{id}</h1>
        <CopyButton text={id} label="order id" />
        <span className="ml-auto">
          <CopyLinkButton />
        </span>
      </div>
      <div className="mt-2 flex gap-3">
        <span
          className={`mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-lg ${toneFill[look.tone]}`}
        >
          <Icon name={look.icon} size={18} />
        </span>
        <div className="min-w-0">
          <p className="text-balance text-xl font-semibold tracking-tight">{autopsy.sentence}</p>
          {autopsy.nextStep && (
            <p className="mt-1 text-base">
              <span className={`font-medium ${toneText[look.tone]}`}>Next: </span>
              {autopsy.nextStep}
            </p>
          )}
          {autopsy.tone !== "OK" && <p className="mt-0.5 text-ink-soft">Whose job: {autopsy.whoseJob}</p>}
        </div>
      </div>
      <FactList>
        <Fact name="Status">
          <OrderStatus state={order.state} />
        </Fact>
        <Fact name="Total">{formatMoney(order.grandTotalCents, order.currency)}</Fact>
        <Fact name="Guest">{order.guest?.name ?? "not told"}</Fact>
        <Fact name="Store">
          {location.name} <span className="text-ink-faint">{location.code}</span>
        </Fact>
        <Fact name="Received">
          <Moment at={order.receivedAt} zone={location.timezone} />{" "}
          <span className="text-ink-faint">
            <Age at={order.receivedAt} zone={location.timezone} now={now} words />
          </span>
        </Fact>
        <Fact name="Settled">
          {order.finalAt === null
            ? "not yet"
            : `after ${formatDuration(Date.parse(order.finalAt) - Date.parse(order.receivedAt))}`}
        </Fact>
        {order.disputedAt !== null && (
          <Fact name="Disputed">
            <Moment at={order.disputedAt} zone={location.timezone} />{" "}
            <code className="font-mono text-xs text-problem">{order.dispute}</code>
          </Fact>
        )}
        {order.cause && (
          <Fact name="Cause">
            <code className="font-mono text-xs">{order.cause}</code>
          </Fact>
        )}
      </FactList>
    </header>
  );
}
