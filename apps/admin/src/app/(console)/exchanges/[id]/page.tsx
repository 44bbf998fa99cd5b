import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CopyLinkButton } from "@/components/controls/copy-link-button.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { Inspector } from "@/components/exchange/inspector.tsx";
import { callName } from "@/components/exchange/operation.ts";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { formatDuration } from "@/format/time.ts";
import { readQuery } from "@/graphql/read.ts";
import { exchangeQuery } from "./exchange.graphql.ts";

export const metadata: Metadata = { title: "Exchange" };

export default async function ExchangePage({ params }: { params: Promise<{ id: string }> }) {
  const reading = await readQuery(exchangeQuery, { id: (await params).id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="this call" />;
  const { exchange } = reading.data;
  if (exchange === null) notFound();
  const zone = exchange.location?.timezone ?? "UTC";
  const orderId = exchange.onlineOrderId ?? exchange.requestUid;

  return (
    <>
      <PageHeader
        back={{ href: "/exchanges", name: "Exchanges" }}
        name={
          <span className="font-mono">
            {exchange.method} {exchange.path}
          </span>
        }
        beside={
          <span className="ml-auto">
            <CopyLinkButton />
          </span>
        }
        sentence={sentence(exchange)}
        facts={
          <FactList>
            <Fact name="Answer">
              <HttpStatus status={exchange.status} code={exchange.code} />
            </Fact>
            <Fact name="At">
              <Moment at={exchange.at} zone={zone} precision="millisecond" />{" "}
              <span className="text-ink-faint">
                <Age at={exchange.at} zone={zone} now={new Date().toISOString()} words />
              </span>
            </Fact>
            <Fact name="Took">{formatDuration(exchange.durationMs)}</Fact>
            <Fact name="Connection">{exchange.connection?.name ?? "not recognised"}</Fact>
            <Fact name="Store">
              {exchange.location ? `${exchange.location.name} ${exchange.location.code}` : "not known"}
            </Fact>
            {exchange.parLocationId && (
              <Fact name="PAR location">
                <Mono>{exchange.parLocationId}</Mono>
              </Fact>
            )}
            {orderId && (
              <Fact name="Order">
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
        }
      />
      <Panel title="The call" aside={<Mono>{exchange.id}</Mono>} padded>
        <Inspector exchange={exchange} />
      </Panel>
    </>
  );
}

interface Told {
  direction: "IN" | "OUT";
  operation: string;
  method: string;
  status: number | null;
  code: string | null;
  durationMs: number;
}

function sentence(exchange: Told): string {
  const { direction, status, code, durationMs } = exchange;
  const what = callName(exchange);
  const took = `in ${formatDuration(durationMs)}`;
  if (status === null) return `${what}: no answer after ${formatDuration(durationMs)}.`;
  if (status === 202) return `${what}: told to wait and ask again, ${took}.`;
  if (status < 400) return `${what}: answered ${took}.`;
  const who = direction === "IN" ? "refused" : "failed";
  return `${what}: ${who} with ${status}${code ? ` ${code}` : ""}, ${took}.`;
}
