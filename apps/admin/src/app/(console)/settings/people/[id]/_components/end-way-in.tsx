"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { FullPerson } from "../person.graphql.ts";
import { useWayInWrites, type WayIn } from "../use-way-in-writes.ts";

/** Ends a way in that a person lost or has no more; says what follows, and asks once. */
export function EndWayIn({ person, way }: { person: FullPerson; way: WayIn }) {
  const say = useWords("people");
  const router = useRouter();
  const { end, isWriting } = useWayInWrites(way);
  const [isAsked, setAsked] = useState(false);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);
  const { id: operatorId, version: expectedVersion, name } = person;
  const words = WORDS[way];

  async function confirm() {
    const problem = await end({ operatorId, expectedVersion });
    setTold(
      problem === null
        ? { tone: "ok", words: say(words.done, { name }) }
        : { tone: "problem", words: problem },
    );
    setAsked(false);
    router.refresh();
  }

  const notice = told !== null && <Notice tone={told.tone}>{told.words}</Notice>;
  if (!has(person, way)) return notice && <div className="mb-3">{notice}</div>;
  const count = person.passkeyCount ?? 0;
  return (
    <div className="mb-3 flex flex-col items-start gap-3">
      {notice}
      <p className="max-w-prose text-ink-soft">
        {isAsked ? say(words.asks, { name }) : say(words.has, { name, count })}
      </p>
      {isAsked ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            size="form"
            autoFocus
            disabled={isWriting}
            aria-busy={isWriting}
            onClick={() => void confirm()}
          >
            {say(words.act)}
          </Button>
          <Button look="quiet" size="form" onClick={() => setAsked(false)}>
            {say("cancel")}
          </Button>
        </div>
      ) : (
        <Button size="form" onClick={() => setAsked(true)}>
          {say(words.open)}
        </Button>
      )}
    </div>
  );
}

function has({ hasSecondFactor, passkeyCount, isTiedToProvider }: FullPerson, way: WayIn): boolean {
  if (way === "factor") return hasSecondFactor;
  return way === "passkeys" ? (passkeyCount ?? 0) > 0 : isTiedToProvider === true;
}

const WORDS = {
  factor: {
    has: "factor.has",
    open: "factor.open",
    asks: "factor.asks",
    act: "factor.remove",
    done: "factor.removedOf",
  },
  passkeys: {
    has: "passkey.has",
    open: "passkey.removeOpen",
    asks: "passkey.asks",
    act: "passkey.removeAll",
    done: "passkey.removedOf",
  },
  provider: {
    has: "provider.has",
    open: "provider.open",
    asks: "provider.asks",
    act: "provider.untie",
    done: "provider.untied",
  },
} as const;
