import type { Words } from "@parley/words";
import Link from "next/link";
import { NextSteps } from "@/components/autopsy/next-steps.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { GuestName } from "@/components/guest/guest-panel.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { Fact } from "@/components/page-header/fact.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import { SubmitHeader } from "@/components/submit/submit-header.tsx";
import { isCauseShown } from "@/components/submit/submit-row.ts";
import { formatMoney } from "@/format/money.ts";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";
import { RecheckAct, TryNowAct } from "./order-acts.tsx";

/** How long it took; an order that is refused by our own checks is settled in the moment that it came. */
function afterWords(ms: number, say: Words<"order">): string {
  return ms < 1 ? say("fact.atOnce") : say("fact.after", { span: formatDuration(ms) });
}

/** The answer first: what happened, what to do now, and whose job it is. */
export async function Autopsy({ order, now }: { order: Trace; now: string }) {
  const say = await words("order");
  const { autopsy, location } = order;
  const id = order.onlineOrderId ?? order.requestUid;
  const doneHere = order.acts.flatMap(({ name }) =>
    name === "TRY_NOW" ? (["tryNow"] as const) : name === "RECHECK" ? (["recheck"] as const) : [],
  );
  return (
    <SubmitHeader
      id={id}
      autopsy={autopsy}
      note={
        <>
          <NextSteps autopsy={autopsy} doneHere={doneHere}>
            <TryNowAct order={order} />
          </NextSteps>
          <RecheckAct order={order} />
        </>
      }
      facts={
        <>
          <Fact name={say("fact.status")}>
            <OrderStatus state={order.state} />
          </Fact>
          <Fact name={say("fact.total")}>{formatMoney(order.grandTotalCents, order.currency)}</Fact>
          <Fact name={say("fact.guest")}>
            <GuestName guest={order.guest} isErased={order.guestKeptUntil?.isErased} />
          </Fact>
          <Fact name={say("fact.store")}>
            <Link href={`/stores/${location.id}`} className="underline underline-offset-2">
              {location.name}
            </Link>{" "}
            <span className="text-ink-faint">{location.code}</span>
            <TestChip store={location} />
          </Fact>
          <Fact name={say("fact.received")}>
            <Moment at={order.receivedAt} zone={location.timezone} />{" "}
            <span className="text-ink-faint">
              <Age at={order.receivedAt} zone={location.timezone} now={now} words />
            </span>
          </Fact>
          <Fact name={say("fact.settled")}>
            {order.finalAt === null
              ? say("fact.notYet")
              : afterWords(Date.parse(order.finalAt) - Date.parse(order.receivedAt), say)}
          </Fact>
          {order.giveUpAt !== null && (
            <Fact name={say("fact.givesUp")}>
              <Moment at={order.giveUpAt} zone={location.timezone} />
            </Fact>
          )}
          {order.disputedAt !== null && (
            <Fact name={say("fact.disputed")}>
              <Moment at={order.disputedAt} zone={location.timezone} />{" "}
              <code className="font-mono text-xs text-problem">{order.dispute}</code>
            </Fact>
          )}
          {isCauseShown(autopsy.causeClass) && <Fact name={say("fact.cause")}>{autopsy.cause}</Fact>}
        </>
      }
    />
  );
}
