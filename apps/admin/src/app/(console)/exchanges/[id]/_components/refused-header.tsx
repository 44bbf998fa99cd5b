import { NextSteps } from "@/components/autopsy/next-steps.tsx";
import { Recheck } from "@/components/case/submit-acts.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { GuestName } from "@/components/guest/guest-panel.tsx";
import { SubmitStatus } from "@/components/order/order-status.tsx";
import { Fact } from "@/components/page-header/fact.tsx";
import { SubmitHeader } from "@/components/submit/submit-header.tsx";
import { formatHundredths } from "@/format/money.ts";
import { ClientWords, words } from "@/words/server.tsx";
import type { RefusedCall } from "../exchange.graphql.ts";
import { CallStore } from "./call-facts.tsx";
import { SignatureExplained } from "./signature-explained.tsx";

/** The top of a submit that never became an order, as an order's: the answer first, then what a caller asks about. */
export async function RefusedHeader({ exchange, zone, now }: RefusedHeaderProps) {
  const [say, ofOrder] = await Promise.all([words("call"), words("order")]);
  const { refusedSubmit: submit, autopsy, onlineOrderId, requestUid, location, parLocationId } = exchange;
  const id = onlineOrderId ?? requestUid ?? exchange.id;
  const recheck = submit.acts.find(({ name }) => name === "RECHECK");
  return (
    <SubmitHeader
      id={id}
      autopsy={autopsy}
      note={
        <>
          <NextSteps autopsy={autopsy} doneHere={recheck ? ["recheck"] : []}>
            <SignatureExplained signature={exchange.signature} />
          </NextSteps>
          {recheck && (
            <div id="acts" className="mt-2">
              <ClientWords rooms={["shell", "cases"]}>
                <Recheck id={exchange.id} sentence={recheck.sentence} />
              </ClientWords>
            </div>
          )}
        </>
      }
      facts={
        <>
          <Fact name={ofOrder("fact.status")}>
            <SubmitStatus state="REFUSED" />
          </Fact>
          <Fact name={ofOrder("fact.total")}>
            {submit.totalHundredths === null
              ? say("facts.notKnown")
              : formatHundredths(submit.totalHundredths, submit.currency)}
          </Fact>
          <Fact name={ofOrder("fact.guest")}>
            <GuestName guest={submit.guest} isErased={exchange.bodiesKeptUntil?.isErased} />
          </Fact>
          <Fact name={ofOrder("fact.store")}>
            {location === null && exchange.claimedStore === null && parLocationId !== null ? (
              say.rich("facts.storeAtPar", { id: () => <Mono>{parLocationId}</Mono> })
            ) : (
              <CallStore exchange={exchange} />
            )}
          </Fact>
          <Fact name={ofOrder("fact.received")}>
            <Moment at={exchange.at} zone={zone} />{" "}
            <span className="text-ink-faint">
              <Age at={exchange.at} zone={zone} now={now} words />
            </span>
          </Fact>
          {submit.itemCount !== null && <Fact name={say("facts.items")}>{submit.itemCount}</Fact>}
          {submit.earlierTries > 0 && (
            <Fact name={say("facts.before")}>{say("facts.times", { count: submit.earlierTries })}</Fact>
          )}
        </>
      }
    />
  );
}

interface RefusedHeaderProps {
  exchange: RefusedCall;
  zone: string;
  now: string;
}
