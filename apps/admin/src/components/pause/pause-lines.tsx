import Link from "next/link";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatDateTime } from "@/format/time.ts";
import { language, words } from "@/words/server.tsx";
import type { PauseShown } from "./pause.graphql.ts";

/**
 * Says of each pause what is paused, since when, by whom, until when and why; nothing where there is none.
 * @param lead a sentence before them, such as that an order was refused for it
 */
export async function PauseLines({ pauses, zone, lead }: PauseLinesProps) {
  if (pauses.length === 0) return null;
  return (
    <div className="mb-3">
      <Notice tone="wait">
        {lead !== undefined && <p className="font-medium">{lead}</p>}
        {pauses.map((pause) => (
          <p key={`${pause.of} ${pause.name} ${pause.since}`} className="max-w-prose wrap-anywhere">
            <PauseLine pause={pause} zone={zone} />
          </p>
        ))}
      </Notice>
    </div>
  );
}

interface PauseLinesProps {
  pauses: readonly PauseShown[];
  /** On whose clock times are told, IANA name. */
  zone: string;
  lead?: string;
}

/** One pause in a sentence, which leads to the connection where that is what is paused. */
async function PauseLine({ pause, zone }: { pause: PauseShown; zone: string }) {
  const [say, reader] = await Promise.all([words("pause"), language()]);
  const { of, name, slug, since, until, reason, by } = pause;
  const time = (at: string) => formatDateTime(new Date(at), zone, "minute", reader);
  const what = say(`told.what.${of}`, { name });
  return (
    <>
      {slug === null ? (
        what
      ) : (
        <Link href={`/connections/${slug}`} className="underline underline-offset-2">
          {what}
        </Link>
      )}{" "}
      {say("told.since", {
        since: time(since),
        hasBy: by === null ? "no" : "yes",
        by: by === "cli" ? say("told.cli") : (by ?? ""),
        hasEnd: until === null ? "no" : "yes",
        end: until === null ? "" : time(until),
      })}{" "}
      {reason !== null && <span data-name="">{say("told.why", { reason })}</span>}
    </>
  );
}
