"use client";

import { generatePassword } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { FullPerson } from "../person.graphql.ts";
import { usePersonWrites } from "../use-person-writes.ts";

/** Shuts a person out and lets them in again, and gives them another password. Each says what follows, and asks once. */
export function PersonAccess({ person }: { person: FullPerson }) {
  const say = useWords("people");
  const { told, isWriting, disable, enable, resetPassword } = usePersonWrites();
  const [asked, setAsked] = useState<{ act: "disable" | "password"; version: number } | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const { name } = person;
  const about = { operatorId: person.id, expectedVersion: asked?.version ?? person.version };

  function ask(act: "disable" | "password") {
    setAsked({ act, version: person.version });
    setPassword(null);
  }

  async function confirm() {
    if (asked?.act === "disable") await disable(about, say("access.nowDisabled", { name }));
    else {
      const made = generatePassword();
      const outcome = await resetPassword({ ...about, password: made }, say("password.done", { name }));
      setPassword(outcome.kind === "done" ? made : null);
    }
    setAsked(null);
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {password !== null && told?.isDone ? (
        <ShownOnce
          told={told.words}
          label={say("password.label")}
          copy={say("password.copy")}
          secret={password}
        />
      ) : (
        told !== null && <Notice tone={told.isDone ? "ok" : "problem"}>{told.words}</Notice>
      )}
      {asked === null ? (
        <>
          <p className="max-w-prose text-ink-soft">
            {say(person.disabledAt === null ? "access.enabled" : "access.disabled", { name })}
          </p>
          <div className="flex flex-wrap gap-2">
            {person.disabledAt === null ? (
              <>
                <Button size="form" onClick={() => ask("password")}>
                  {say("password.open")}
                </Button>
                <Button size="form" onClick={() => ask("disable")}>
                  {say("access.disable")}
                </Button>
              </>
            ) : (
              <Button
                look="primary"
                size="form"
                disabled={isWriting}
                aria-busy={isWriting}
                onClick={() => void enable(about, say("access.nowEnabled", { name }))}
              >
                {say("access.enable")}
              </Button>
            )}
          </div>
        </>
      ) : (
        <>
          <p className="max-w-prose">
            {say(asked.act === "disable" ? "access.disableAsks" : "password.asks", { name })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              size="form"
              autoFocus
              disabled={isWriting}
              aria-busy={isWriting}
              onClick={() => void confirm()}
            >
              {say(asked.act === "disable" ? "access.disableConfirm" : "password.confirm")}
            </Button>
            <Button look="quiet" size="form" onClick={() => setAsked(null)}>
              {say("cancel")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
