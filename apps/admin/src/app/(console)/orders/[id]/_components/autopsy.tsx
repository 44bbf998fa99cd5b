import { CopyButton } from "@/components/controls/copy-button.tsx";
import { CopyLinkButton } from "@/components/controls/copy-link-button.tsx";
import { Icon, type IconName } from "@/components/display/icon.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { type Tone, toneFill, toneText } from "@/components/display/tone.ts";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
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
    <PageHeader
      back={{ href: "/orders", name: "Orders" }}
      name={<span className="font-mono">{id}</span>}
      beside={
        <>
          <CopyButton text={id} label="order id" />
          <span className="ml-auto">
            <CopyLinkButton />
          </span>
        </>
      }
      mark={
        <span
          className={`mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-lg ${toneFill[look.tone]}`}
        >
          <Icon name={look.icon} size={18} />
        </span>
      }
      sentence={autopsy.sentence}
      note={
        <>
          {autopsy.nextStep && (
            <p className="mt-1 text-base text-ink">
              <span className={`font-medium ${toneText[look.tone]}`}>Next: </span>
              {autopsy.nextStep}
            </p>
          )}
          {autopsy.tone !== "OK" && <p className="mt-0.5">Whose job: {autopsy.whoseJob}</p>}
        </>
      }
      facts={
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
      }
    />
  );
}
