"use client";

import { useWords } from "@parley/words/react";
import { useEffect, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { passkeysWork } from "@/components/person/passkey.ts";
import type { OwnPasskey } from "../me.graphql.ts";
import { AddPasskey } from "./add-passkey.tsx";
import { RemovePasskey } from "./remove-passkey.tsx";

interface PasskeysProps {
  passkeys: readonly OwnPasskey[];
  /** The host name that they are bound to; null where this installation has none. */
  host: string | null;
  hasSecondFactor: boolean;
  /** ISO 8601. */
  now: string;
}

/** One's own passkeys: which there are and when each was last used; adds and removes them. */
export function Passkeys({ passkeys, host, hasSecondFactor, now }: PasskeysProps) {
  const say = useWords("people");
  const [told, setTold] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const works = useWorks(host);

  return (
    <div className="flex max-w-prose flex-col items-start gap-3">
      {told !== null && <Notice tone="ok">{told}</Notice>}
      <p className="text-ink-soft">{say("passkey.what")}</p>
      {passkeys.length > 0 && (
        <ul aria-label={say("passkey.title")} className="flex w-full flex-col gap-2">
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-md border p-3">
              <div className="min-w-0 grow">
                <p className="font-medium" data-name="">
                  {name}
                </p>
                <p className="text-ink-soft">
                  {say("passkey.added")} <Moment at={createdAt} zone="UTC" precision="minute" /> ·{" "}
                  {say("keys.used")}{" "}
                  {lastUsedAt === null ? (
                    say("list.never")
                  ) : (
                    <Age at={lastUsedAt} zone="UTC" now={now} words />
                  )}
                </p>
              </div>
              {asked === id ? (
                <RemovePasskey
                  id={id}
                  hasSecondFactor={hasSecondFactor}
                  onDone={() => {
                    setAsked(null);
                    setTold(say("passkey.removed", { name }));
                  }}
                  onCancel={() => setAsked(null)}
                />
              ) : (
                <Button onClick={() => setAsked(id)} aria-label={say("passkey.removeThis", { name })}>
                  {say("passkey.remove")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {works === true && (
        <AddPasskey
          hasSecondFactor={hasSecondFactor}
          onDone={(name) => setTold(say("passkey.done", { name }))}
        />
      )}
      {works === false && <p>{host === null ? say("passkey.noHost") : say("passkey.otherHost", { host })}</p>}
    </div>
  );
}

/** Known in the browser alone; null before. */
function useWorks(host: string | null): boolean | null {
  const [works, setWorks] = useState<boolean | null>(null);
  useEffect(() => setWorks(passkeysWork(host)), [host]);
  return works;
}
