import { useWords } from "@parley/words/react";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { formatMoney } from "@/format/money.ts";
import type { Trace } from "../trace.graphql.ts";

/** What to tell the store on the phone, so that it finds the ticket or knows that there is none. */
export function TicketFacts({ order }: { order: Trace }) {
  const say = useWords("settle");
  const { location, guest } = order;
  const id = order.onlineOrderId ?? order.requestUid;
  return (
    <FactList>
      <Fact name={say("ticket.call")}>
        {location.phone === null ? (
          say("ticket.noPhone", { store: location.name })
        ) : (
          <a
            href={`tel:${location.phone.replaceAll(/[^\d+]/g, "")}`}
            className="underline underline-offset-2"
          >
            {location.phone}
          </a>
        )}
      </Fact>
      <Fact name={say(order.onlineOrderId === null ? "ticket.requestUid" : "ticket.onlineOrderId")}>
        <span className="inline-flex items-center gap-1">
          <Mono>{id}</Mono>
          <CopyButton text={id} label={say("ticket.orderId")} />
        </span>
      </Fact>
      {order.pos.adapterClass === "D" ? (
        <Fact name={say("ticket.note")}>
          <Mono>{order.ticketMark}</Mono>
        </Fact>
      ) : (
        <Fact name={say("ticket.reference")}>
          <Mono>{order.posReference}</Mono>
        </Fact>
      )}
      <Fact name={say("ticket.guest")}>{guest?.name ?? say("ticket.notTold")}</Fact>
      <Fact name={say("ticket.total")}>{formatMoney(order.grandTotalCents, order.currency)}</Fact>
      <Fact name={say("ticket.sent")}>
        <Moment at={order.receivedAt} zone={location.timezone} />
      </Fact>
    </FactList>
  );
}
