import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { formatMoney } from "@/format/money.ts";
import type { Trace } from "../trace.graphql.ts";

/** What to tell the store on the phone, so that it finds the ticket or knows that there is none. */
export function TicketFacts({ order }: { order: Trace }) {
  const { location, guest } = order;
  const id = order.onlineOrderId ?? order.requestUid;
  return (
    <FactList>
      <Fact name="Call the store">
        {location.phone === null ? (
          `${location.name} (no phone is stored)`
        ) : (
          <a
            href={`tel:${location.phone.replaceAll(/[^\d+]/g, "")}`}
            className="underline underline-offset-2"
          >
            {location.phone}
          </a>
        )}
      </Fact>
      <Fact name={order.onlineOrderId === null ? "Request uid" : "Online order id"}>
        <span className="inline-flex items-center gap-1">
          <Mono>{id}</Mono>
          <CopyButton text={id} label="order id" />
        </span>
      </Fact>
      {location.pos.adapterClass === "D" ? (
        <Fact name="The ticket's note begins">
          <Mono>{order.ticketMark}</Mono>
        </Fact>
      ) : (
        <Fact name="Reference at the POS">
          <Mono>{order.posReference}</Mono>
        </Fact>
      )}
      <Fact name="Guest">{guest?.name ?? "not told"}</Fact>
      <Fact name="Total">{formatMoney(order.grandTotalCents, order.currency)}</Fact>
      <Fact name="Sent by PAR">
        <Moment at={order.receivedAt} zone={location.timezone} />
      </Fact>
    </FactList>
  );
}
