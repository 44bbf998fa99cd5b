"use client";

import { useWords } from "@parley/words/react";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import type { Store } from "../store.graphql.ts";

type Key = Store["posKeys"][number];

export interface KeyToEnd {
  keyId: string;
  /** The person was told that the POS was not seen to sign with the other one. */
  evenIfUnseen: boolean;
}

/** Ends one of two keys that count, the old or the new: asks once, and says what happens. */
export function EndKey({ counting, isWriting, end }: EndKeyProps) {
  const say = useWords("pos");
  const [askedId, setAskedId] = useState<string | null>(null);
  const asked = counting.find(({ id }) => id === askedId);
  if (asked === undefined)
    return counting.map(({ id, endsAt }) => (
      <Button key={id} size="form" disabled={isWriting} onClick={() => setAskedId(id)}>
        {say(endsAt === null ? "keys.retireNew" : "keys.retireOld")}
      </Button>
    ));
  const stays = asked.endsAt === null ? "old" : "new";
  const isSeen = isOtherSigned(asked, counting.find(({ id }) => id !== asked.id) ?? null);
  return (
    <div role="alert" className="flex max-w-prose flex-col gap-3">
      <p className={isSeen ? "" : "text-problem"}>{say(`keys.${isSeen ? "seen" : "unseen"}.${stays}`)}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="form"
          disabled={isWriting}
          aria-busy={isWriting}
          onClick={() => {
            setAskedId(null);
            end({ keyId: asked.id, evenIfUnseen: !isSeen });
          }}
        >
          {say(stays === "old" ? "keys.retireNew" : "keys.retireOld")}
        </Button>
        <Button look="quiet" size="form" onClick={() => setAskedId(null)}>
          {say("keys.keepBoth")}
        </Button>
      </div>
    </div>
  );
}

interface EndKeyProps {
  counting: readonly Key[];
  isWriting: boolean;
  end: (key: KeyToEnd) => void;
}

/** Whether the POS can do without a key, by what is known of both. */
function isOtherSigned(ends: Key, other: Key | null): boolean {
  const used = other?.lastUsedAt ?? null;
  if (ends.endsAt !== null) return used !== null;
  return ends.lastUsedAt === null || (used !== null && Date.parse(used) > Date.parse(ends.lastUsedAt));
}
