import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { NextSteps } from "@/components/autopsy/next-steps.tsx";
import { CopyLinkButton } from "@/components/controls/copy-link-button.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { HttpStatus } from "@/components/exchange/http-status.tsx";
import { Inspector } from "@/components/exchange/inspector.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { OrderStatus } from "@/components/order/order-status.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { formatDuration } from "@/format/time.ts";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { CallCase } from "./_components/call-case.tsx";
import { CallGuest } from "./_components/call-guest.tsx";
import { CallTools } from "./_components/call-tools.tsx";
import { LaterTry } from "./_components/later-try.tsx";
import { exchangeQuery } from "./exchange.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("call"))("name") };
}

export default async function ExchangePage({ params }: { params: Promise<{ id: string }> }) {
  const [say, sayShell] = await Promise.all([words("call"), words("shell")]);
  const reading = await readQuery(exchangeQuery, { id: (await params).id });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { exchange } = reading.data;
  if (exchange === null) notFound();
  const now = new Date().toISOString();
  const zone = exchange.location?.timezone ?? "UTC";
  const orderId = exchange.onlineOrderId ?? exchange.requestUid;

  return (
    <>
      <PageHeader
        back={{ href: "/exchanges", name: sayShell("places.exchanges.name") }}
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
        sentence={exchange.autopsy.sentence}
        note={<NextSteps autopsy={exchange.autopsy} />}
        facts={
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
            <Fact name={say("facts.connection")}>
              {exchange.connection?.name ?? say("facts.notRecognised")}
            </Fact>
            <Fact name={say("facts.store")}>
              {exchange.location === null ? (
                say("facts.notKnown")
              ) : (
                <>
                  <Link href={`/stores/${exchange.location.id}`} className="underline underline-offset-2">
                    {exchange.location.name}
                  </Link>{" "}
                  <span className="text-ink-faint">{exchange.location.code}</span>
                </>
              )}
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
        }
      />
      <LaterTry exchange={exchange} />
      {exchange.case && (
        <CallCase
          exchangeId={exchange.id}
          about={exchange.case}
          me={reading.data.me?.id ?? null}
          zone={zone}
          now={now}
        />
      )}
      {exchange.canRevealGuest && <CallGuest exchangeId={exchange.id} />}
      <CallTools exchange={exchange} />
      <Panel title={say("title")} aside={<Mono>{exchange.id}</Mono>} padded>
        <Inspector exchange={exchange} />
      </Panel>
    </>
  );
}
