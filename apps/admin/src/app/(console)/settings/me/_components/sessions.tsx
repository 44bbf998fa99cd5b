"use client";

import { useWords } from "@parley/words/react";
import { Button } from "@/components/controls/button.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { endOwnSessions, type OwnSession } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";

/** The browsers in which one is signed in, any of which one may end. */
export function Sessions({ sessions, now }: { sessions: readonly OwnSession[]; now: string }) {
  const say = useWords("people");
  const { told, tell } = useOwnWrite();
  const [{ fetching }, end] = useMutation(endOwnSessions);

  async function endThem(sessionId: string | null) {
    const { data, error } = await end({ input: sessionId === null ? {} : { sessionId } });
    tell(data?.endOwnSessions, error, say(sessionId === null ? "me.endedAll" : "me.ended"));
  }

  return (
    <>
      {told !== null && (
        <div className="border-b p-3">
          <Notice tone={told.tone}>{told.words}</Notice>
        </div>
      )}
      <ul aria-label={say("me.sessions")}>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b p-3 last:border-b-0"
          >
            <div className="min-w-0 grow">
              <p className="font-medium">
                {deviceIn(say, session)}
                {session.isThis && <span className="ml-2 font-normal text-ok">{say("me.thisOne")}</span>}
              </p>
              <p className="text-ink-soft">
                {say("list.lastSeen")} <Age at={session.seenAt} zone="UTC" now={now} words /> ·{" "}
                {say("me.since")} <Moment at={session.createdAt} zone="UTC" precision="minute" />
                {session.address !== null && (
                  <>
                    {" · "}
                    <span className="font-mono" data-name="">
                      {session.address}
                    </span>
                  </>
                )}
              </p>
            </div>
            {!session.isThis && (
              <Button disabled={fetching} onClick={() => void endThem(session.id)}>
                {say("me.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className="border-t p-3">
          <Button disabled={fetching} onClick={() => void endThem(null)}>
            {say("me.endAll")}
          </Button>
        </div>
      )}
    </>
  );
}

function deviceIn(say: ReturnType<typeof useWords<"people">>, { browser, system }: OwnSession): string {
  if (browser !== null && system !== null) return say("me.device", { browser, system });
  return browser ?? system ?? say("me.unknownDevice");
}
