import Link from "next/link";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { TestChip } from "@/components/store/test-chip.tsx";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import type { Call } from "../exchange.graphql.ts";

/** What HTTP says of a call, whose it was, and which order it was about. */
export async function CallFacts({ exchange, zone, now }: { exchange: Call; zone: string; now: string }) {
  const say = await words("call");
  const orderId = exchange.onlineOrderId ?? exchange.requestUid;
  return (
    <FactList>
      <Fact name={say("facts.answer")}>
        <HttpStatus status={exchange.status} code={exchange.code} />
      </Fact>
      <Fact name={say("facts.at")}>
        <Moment at={exchange.at} zone={zone} precision="millisecond" />{" "}
        <span className="text-ink-faint">
          <Age at={exchange.at} zone={zone} now={now} words />
        </span>
      </Fact>
      <Fact name={say("facts.took")}>{formatDuration(exchange.durationMs)}</Fact>
      <Fact name={say("facts.connection")}>{exchange.connection?.name ?? say("facts.notRecognised")}</Fact>
      <Fact name={say("facts.store")}>
        <CallStore exchange={exchange} />
      </Fact>
      {exchange.parLocationId && (
        <Fact name={say("facts.parLocation")}>
          <Mono>{exchange.parLocationId}</Mono>
        </Fact>
      )}
      {orderId && (
        <Fact name={say("facts.order")}>
          {exchange.order ? (
            <Link
              href={`/orders/${exchange.order.id}`}
              className="inline-flex items-center gap-2 text-accent hover:underline"
            >
              <Mono>{orderId}</Mono>
              <OrderStatus state={exchange.order.state} />
            </Link>
          ) : (
            <Mono>{orderId}</Mono>
          )}
        </Fact>
      )}
    </FactList>
  );
}

/** The store that a call was for, where it is known; else the one that it claims to be for, which is said to be a claim. */
export async function CallStore({ exchange: { location, claimedStore } }: { exchange: Call }) {
  const say = await words("call");
  if (location === null)
    return claimedStore === null ? say("facts.notKnown") : say("facts.claims", { store: claimedStore });
  return (
    <>
      <Link href={`/stores/${location.id}`} className="underline underline-offset-2">
        {location.name}
      </Link>{" "}
      <span className="text-ink-faint">{location.code}</span>
      <TestChip store={location} />
    </>
  );
}
