import { Notice } from "@/components/feedback/notice.tsx";
import { formatDuration } from "@/format/time.ts";
import { BodyView } from "./body-view.tsx";
import { DriftView } from "./drift-view.tsx";
import type { ExchangeDetail } from "./exchange.graphql.ts";
import { HeaderList } from "./header-list.tsx";
import { SignatureView } from "./signature-view.tsx";

/** One call down to the bytes: why it was refused, its signature, stages, and both messages as recorded. */
export function Inspector({ exchange }: { exchange: ExchangeDetail }) {
  return (
    <div className="flex flex-col gap-4">
      {exchange.reason && (
        <Notice tone={exchange.status !== null && exchange.status < 400 ? "quiet" : "problem"}>
          <span className="font-medium">Recorded reason, not told to the caller:</span> {exchange.reason}
        </Notice>
      )}
      {exchange.replayed && (
        <Notice tone="quiet">A repeat: the stored answer was sent again, byte for byte.</Notice>
      )}
      {exchange.signature && <SignatureView signature={exchange.signature} />}
      <Findings exchange={exchange} />
      <div className="grid gap-4 xl:grid-cols-2">
        <Message title="Request" headers={exchange.requestHeaders} body={exchange.requestBody} />
        <Message title="Answer" headers={exchange.responseHeaders} body={exchange.responseBody} />
      </div>
    </div>
  );
}

function Message({ title, headers, body }: MessageProps) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      <HeaderList headers={headers} />
      <BodyView title={title} body={body} />
    </div>
  );
}

interface MessageProps {
  title: string;
  headers: ExchangeDetail["requestHeaders"];
  body: string | null;
}

/** Stages with their milliseconds, fields that the contract does not know, and open questions answered here. */
function Findings({ exchange: { stages, drift, seen, status } }: { exchange: ExchangeDetail }) {
  if (stages.length + drift.length + seen.length === 0) return null;
  return (
    <dl className="grid gap-x-6 gap-y-1.5 text-xs sm:grid-cols-[max-content_1fr]">
      {stages.length > 0 && (
        <>
          <dt className="text-ink-faint">Stages</dt>
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
          <dt className="text-ink-faint">Seen of PAR's contract</dt>
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

function StageTime({ stage, isRefused }: { stage: ExchangeDetail["stages"][number]; isRefused: boolean }) {
  return (
    <span className={`whitespace-nowrap ${isRefused ? "font-medium text-problem" : ""}`}>
      {stage.name.replaceAll("_", " ")} <span className="text-ink-faint">{formatDuration(stage.ms)}</span>
      {isRefused && " – refused here"}
    </span>
  );
}
