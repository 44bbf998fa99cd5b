import Link from "next/link";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatDateTime } from "@/format/time.ts";
import { language, words } from "@/words/server.tsx";
import type { PauseShown } from "./pause.graphql.ts";

/**
 * Says of each pause what is paused, since when, by whom, until when and why; nothing where there is none.
 * @param lead a sentence before them, such as that an order was refused for it
 */
export async function PauseLines({ pauses, zone, lead, still }: PauseLinesProps) {
  if (pauses.length === 0) return null;
  return (
    <div className="mb-3">
      <Notice tone="wait">
        {lead !== undefined && <p className="font-medium">{lead}</p>}
        {pauses.map((pause) => (
          <p key={`${pause.of} ${pause.name} ${pause.since}`} className="max-w-prose wrap-anywhere">
            {still === undefined || still.some((now) => isSame(now, pause)) ? (
              <PauseLine pause={pause} zone={zone} />
            ) : (
              <PauseLine pause={pause} zone={zone} isOver={still.length === 0} />
            )}
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
  /** Of pauses of an earlier time: what is paused now; what is not among it is told in the past. */
  still?: readonly Pick<PauseShown, "of" | "name" | "since">[];
}

function isSame(one: Pick<PauseShown, "of" | "name" | "since">, other: PauseShown): boolean {
  return one.of === other.of && one.name === other.name && one.since === other.since;
}

/** One pause in a sentence, which leads to the connection where that is what is paused. */
async function PauseLine({ pause, zone, isOver }: PauseLineProps) {
  const [say, reader] = await Promise.all([words("pause"), language()]);
  const { of, name, slug, since, until, reason, by } = pause;
  const time = (at: string) => formatDateTime(new Date(at), zone, "minute", reader);
  const isPast = isOver !== undefined;
  const what = say(isPast ? `told.was.what.${of}` : `told.what.${of}`, { name });
  const told = {
    since: time(since),
    hasBy: by === null ? ("no" as const) : ("yes" as const),
    by: by === "cli" ? say("told.cli") : (by ?? ""),
  };
  return (
    <>
      {slug === null ? (
        what
      ) : (
        <Link href={`/connections/${slug}`} className="underline underline-offset-2">
          {what}
        </Link>
      )}{" "}
      {isPast
        ? say("told.was.since", told)
        : say("told.since", {
            ...told,
            hasEnd: until === null ? "no" : "yes",
            end: until === null ? "" : time(until),
          })}{" "}
      {reason !== null && <span data-name="">{say("told.why", { reason })}</span>}
      {isOver === true && ` ${say("told.was.over")}`}
    </>
  );
}

interface PauseLineProps {
  pause: PauseShown;
  zone: string;
  /** Of a pause that has ended: whether orders are taken again; left out where it lasts. */
  isOver?: boolean;
}
