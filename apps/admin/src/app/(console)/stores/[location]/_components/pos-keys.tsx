"use client";

import { useLanguage, useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatDateTime } from "@/format/time.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { retirePosKey, rotatePosKey } from "../pos-keys.graphql.ts";
import type { Store } from "../store.graphql.ts";
import { EndKey, type KeyToEnd } from "./end-key.tsx";
import { type GivenKey, RotateKeyForm } from "./rotate-key-form.tsx";

type Key = Store["posKeys"][number];

/** The keys of a store's bridge: which count, who made them, when the POS signed with them; and their change. */
export function PosKeys({ store }: { store: Store }) {
  const say = useWords("pos");
  const shell = useWords("shell");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching: isRotating }, sendRotate] = useMutation(rotatePosKey);
  const [{ fetching: isRetiring }, sendRetire] = useMutation(retirePosKey);
  /** The version that was there when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<number | null>(null);
  const [madeKey, setMadeKey] = useState<string | null>(null);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);
  const counting = store.posKeys.filter(({ state }) => state !== "RETIRED");

  async function rotate(given: GivenKey) {
    if (seen === null) return;
    const { data, error } = await sendRotate({
      input: { locationId: store.id, expectedVersion: seen, ...given },
    });
    router.refresh();
    const result = data?.rotatePosKey;
    if (result?.__typename === "PosKeyRotation") {
      setSeen(null);
      setMadeKey(result.madeKey);
      setTold({ tone: "ok", words: say(given.overlapMinutes === 0 ? "keys.doneAtOnce" : "keys.done") });
      return;
    }
    if (result?.code === "CONFLICT") setSeen(null);
    setTold({ tone: "problem", words: result?.message ?? writeFailure(error) });
  }

  async function retire({ keyId, evenIfUnseen }: KeyToEnd) {
    setTold(null);
    const { data, error } = await sendRetire({ input: { locationId: store.id, keyId, evenIfUnseen } });
    router.refresh();
    const result = data?.retirePosKey;
    const isDone = result?.__typename === "Location";
    if (isDone) setMadeKey(null);
    const words = isDone ? say("keys.retired") : (result && "message" in result && result.message) || null;
    setTold({ tone: isDone ? "ok" : "problem", words: words ?? writeFailure(error) });
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {madeKey !== null && (
        <ShownOnce
          told={say("keys.made")}
          label={say("key.name")}
          copy={shell("copy.key")}
          secret={madeKey}
        />
      )}
      <Refused store={store} counting={counting} />
      <KeyList keys={store.posKeys} zone={store.timezone} />
      {store.canSetPos &&
        (seen === null ? (
          <>
            <p className="max-w-prose text-ink-soft">{say("keys.what")}</p>
            <div className="flex flex-wrap gap-2">
              {counting.length < 2 ? (
                <Button size="form" onClick={() => setSeen(store.version)}>
                  {say("keys.act")}
                </Button>
              ) : (
                <EndKey counting={counting} isWriting={isRetiring} end={(key) => void retire(key)} />
              )}
            </div>
          </>
        ) : (
          <RotateKeyForm isWriting={isRotating} rotate={rotate} cancel={() => setSeen(null)} />
        ))}
    </div>
  );
}

/** How a pull is told that the POS did not take our signature: by its own word, or by a 401 without one. */
const REFUSED = /^(unauthorized\b|status_401)/;

/** Where the POS refused our signature when it was last asked: with which key it was made. */
function Refused({ store, counting }: { store: Store; counting: readonly Key[] }) {
  const say = useWords("pos");
  const language = useLanguage();
  if (!REFUSED.test(store.menuErrorCode ?? "")) return null;
  const since = counting[0]?.madeAt ?? null;
  const at = since === null ? "" : formatDateTime(new Date(since), store.timezone, "minute", language);
  const hasAt = since === null ? "no" : "yes";
  return <Notice tone="problem">{say("keys.refusedByPos", { count: counting.length, hasAt, at })}</Notice>;
}

/** Those that count, and the last few that have ended. */
const SHOWN_MAX = 5;

function KeyList({ keys, zone }: { keys: readonly Key[]; zone: string }) {
  const say = useWords("pos");
  const language = useLanguage();
  if (keys.length === 0) return null;
  const isOverlap = keys.filter(({ state }) => state !== "RETIRED").length > 1;
  const time = (at: string | null) =>
    at === null ? "" : formatDateTime(new Date(at), zone, "minute", language);
  return (
    <ul className="flex w-full flex-col gap-2">
      {keys.slice(0, SHOWN_MAX).map(({ id, state, madeAt, madeBy, lastUsedAt, endsAt, retiredAt }) => (
        <li key={id} className={state === "RETIRED" ? "text-ink-faint" : ""}>
          <p className={state === "KEPT" ? "text-wait" : "font-medium"}>
            {say("keys.name", {
              which: whichOf(state, isOverlap),
              state: say(`keys.state.${state}`, { at: time(retiredAt ?? endsAt) }),
            })}
          </p>
          <p className="text-xs text-ink-soft">
            {madeAt === null
              ? say("keys.madeUnknown")
              : say("keys.madeAt", {
                  at: time(madeAt),
                  hasBy: madeBy === null ? "no" : "yes",
                  by: madeBy ?? "",
                })}{" "}
            {lastUsedAt === null ? say("keys.unused") : say("keys.used", { at: time(lastUsedAt) })}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** As the buttons call it. */
function whichOf(state: Key["state"], isOverlap: boolean): "new" | "old" | "former" | "only" {
  if (state === "RETIRED") return "former";
  if (!isOverlap) return "only";
  return state === "LIVE" ? "new" : "old";
}
