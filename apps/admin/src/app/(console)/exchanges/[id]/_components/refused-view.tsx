import { CasePanel } from "@/components/case/case-panel.tsx";
import { Gone } from "@/components/exchange/gone.tsx";
import { GuestPanel } from "@/components/guest/guest-panel.tsx";
import { IdList } from "@/components/order/id-list.tsx";
import { words } from "@/words/server.tsx";
import type { RefusedCall } from "../exchange.graphql.ts";

/** Below the top of a refused submit: who ordered, who looks after it, and its ids. On a phone the guest leads. */
export async function RefusedView({ exchange, me, zone, now }: RefusedViewProps) {
  const [say, ofOrder] = await Promise.all([words("call"), words("order")]);
  const { refusedSubmit: submit } = exchange;
  const from = [exchange.connection?.name ?? say("facts.notRecognised"), submit.brand?.name];
  return (
    <div className="flex flex-col gap-4 xl:grid xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start">
      <div className="flex min-w-0 flex-col gap-4 max-xl:contents">
        {exchange.case && (
          <div id="case">
            <CasePanel about={exchange.case} me={me} zone={zone} now={now} />
          </div>
        )}
        <IdList
          from={from.filter(Boolean).join(" · ")}
          ids={[
            [ofOrder("ids.onlineOrderId"), exchange.onlineOrderId],
            [ofOrder("ids.requestUid"), exchange.requestUid],
            [ofOrder("ids.ours"), exchange.id],
            [ofOrder("ids.organization"), exchange.parOrganizationId],
            [ofOrder("ids.location"), exchange.parLocationId],
          ]}
        />
      </div>
      <div className="max-xl:-order-1">
        <GuestPanel
          subjectId={exchange.id}
          orderType={submit.orderType}
          guest={submit.guest}
          unknown={
            exchange.bodiesKeptUntil?.isErased ? (
              <Gone kept={exchange.bodiesKeptUntil} of="guest" zone={zone} />
            ) : submit.totalHundredths === null ? (
              say("guestUnread")
            ) : undefined
          }
          canReveal={exchange.canRevealGuest}
        />
      </div>
    </div>
  );
}

interface RefusedViewProps {
  exchange: RefusedCall;
  /** The id of whoever looks at it. */
  me: string | null;
  zone: string;
  now: string;
}
