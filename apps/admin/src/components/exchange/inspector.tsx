import { Notice } from "@/components/feedback/notice.tsx";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import { BodyView } from "./body-view.tsx";
import { DriftView } from "./drift-view.tsx";
import type { ExchangeDetail } from "./exchange.graphql.ts";
import { Gone } from "./gone.tsx";
import { HeaderList } from "./header-list.tsx";
import { SignatureView } from "./signature-view.tsx";
import { stageName } from "./stage-name.ts";

/** One call down to the bytes: why it was refused, its signature, stages, and both messages as recorded. */
export async function Inspector({ exchange }: { exchange: ExchangeDetail }) {
  const say = await words("call");
  return (
    <div className="flex flex-col gap-4">
      {exchange.reason && (
        <Notice tone={exchange.status !== null && exchange.status < 400 ? "quiet" : "problem"}>
          {say.rich("reason", {
            b: (text) => <span className="font-medium">{text}</span>,
            reason: exchange.reason,
          })}
        </Notice>
      )}
      {exchange.replayed && <Notice tone="quiet">{say("repeat")}</Notice>}
      {exchange.signature && (
        <div id="signature" className="scroll-mt-16">
          <SignatureView signature={exchange.signature} />
        </div>
      )}
      {!exchange.mayExplainSignature && <HiddenSignature />}
      <Findings exchange={exchange} />
      {exchange.bodiesKeptUntil !== null && <Gone kept={exchange.bodiesKeptUntil} of="bodies" />}
      <div className={`grid gap-4 xl:grid-cols-2 ${exchange.bodiesKeptUntil === null ? "" : "hidden"}`}>
        <Message
          title={say("request")}
          headers={exchange.requestHeaders}
          body={exchange.requestBody}
          isHidden={!exchange.mayReadBodies}
        />
        <Message
          title={say("answer")}
          headers={exchange.responseHeaders}
          body={exchange.responseBody}
          isHidden={!exchange.mayReadBodies}
        />
      </div>
    </div>
  );
}

async function HiddenSignature() {
  const say = await words("exchanges");
  return <p className="text-xs text-ink-faint">{say("hiddenSignature")}</p>;
}

async function Message({ title, headers, body, isHidden }: MessageProps) {
  const say = await words("exchanges");
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      <HeaderList headers={headers} />
      {body === null || body === "" ? (
        <p className="text-xs text-ink-faint">{isHidden ? say("hidden") : say("noBody")}</p>
      ) : (
        <BodyView title={title} body={body} />
      )}
    </div>
  );
}

interface MessageProps {
  title: string;
  headers: ExchangeDetail["requestHeaders"];
  body: string | null;
  /** The reader's role may not see bodies: none here says nothing about the call. */
  isHidden: boolean;
}

/** Stages with their milliseconds, fields that the contract does not know, and open questions answered here. */
async function Findings({ exchange: { stages, drift, seen, status } }: { exchange: ExchangeDetail }) {
  const say = await words("call");
  if (stages.length + drift.length + seen.length === 0) return null;
  return (
    <dl className="grid gap-x-6 gap-y-1.5 text-xs sm:grid-cols-[max-content_1fr]">
      {stages.length > 0 && (
        <>
          <dt className="text-ink-faint">{say("stages")}</dt>
          <dd className="flex flex-wrap gap-x-4 gap-y-1">
            {stages.map((stage) => (
              <StageTime key={stage.name} stage={stage} isRefused={!stage.ok && (status ?? 0) >= 400} />
            ))}
          </dd>
        </>
      )}
      <DriftView drift={drift} />
      {seen.length > 0 && (
        <>
          <dt className="text-ink-faint">{say("seen")}</dt>
          <dd className="flex flex-wrap gap-x-4 gap-y-1 font-mono">
            {seen.map((guess) => (
              <span key={guess.id}>
                {guess.id} = {guess.value}
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

async function StageTime({
  stage,
  isRefused,
}: {
  stage: ExchangeDetail["stages"][number];
  isRefused: boolean;
}) {
  const say = await words("call");
  return (
    <span className={`whitespace-nowrap ${isRefused ? "font-medium text-problem" : ""}`}>
      <span title={stage.name} data-name>
        {stageName(stage.name, say)}
      </span>{" "}
      <span className="text-ink-faint">{formatDuration(stage.ms)}</span>
      {isRefused && ` – ${say("refusedHere")}`}
    </span>
  );
}
