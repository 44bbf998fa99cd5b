"use client";

import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { RefreshMenuButton } from "@/app/(console)/menus/refresh-menu-button.tsx";
import { Button } from "@/components/controls/button.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { setPos } from "../set-pos.graphql.ts";
import type { Store } from "../store.graphql.ts";
import { PosForm } from "./pos-form.tsx";
import { inputOf, type PosGiven, posGivenOf } from "./pos-input.ts";

type Told = { tone: "ok" | "problem"; words: string };

/** Where a store's POS is, whether it answers, and how to set up another one or change its promises. */
export function PosSetup({ store, isReachable }: { store: Store; isReachable: boolean }) {
  const say = useWords("pos");
  const shell = useWords("shell");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(setPos);
  /** The store as it was when the form was opened: a change meanwhile is a conflict. */
  const [seen, setSeen] = useState<Store | null>(null);
  const [open, setOpen] = useState<{ given: PosGiven; count: number } | null>(null);
  const [madeKey, setMadeKey] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  /** What was saved last: until the page has been read anew, `store` is the one before. */
  const [saved, setSaved] = useState(0);
  const isBefore = store.version < saved;
  /** The form was open: what takes its place gets the focus. */
  const [wasOpen, setWasOpen] = useState(false);

  function ask(about: Store | null) {
    setSeen(about);
    setOpen(null);
    setMadeKey(null);
    setTold(null);
    setWasOpen(about === null);
  }

  async function save(given: PosGiven, orders: { isSameTill?: boolean; leaveOpenOrders?: boolean } = {}) {
    if (seen === null) return;
    const about = { locationId: seen.id, expectedVersion: seen.version };
    const { data, error } = await send({ input: { ...about, ...inputOf(given), ...orders } });
    router.refresh();
    const result = data?.setPos;
    if (result?.__typename === "OpenOrders") {
      setOpen({ given, count: result.count });
      return;
    }
    if (result?.__typename === "PosChange") {
      ask(null);
      setMadeKey(result.madeKey);
      setSaved(result.store.version);
      setTold({ tone: "ok", words: say(result.endedMenuPin ? "donePin" : "done") });
      return;
    }
    if (result?.code === "CONFLICT") ask(null);
    setTold({ tone: "problem", words: result?.message ?? writeFailure(error) });
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {madeKey !== null && (
        <ShownOnce told={say("key.made")} label={say("key.name")} copy={shell("copy.key")} secret={madeKey} />
      )}
      {seen === null ? (
        <>
          <p className="max-w-prose text-ink-soft wrap-anywhere">
            {isBefore ? say("now.waits") : <PosNow store={store} isReachable={isReachable} />}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              size="form"
              autoFocus={wasOpen && madeKey === null}
              look={store.pos.kind === "none" && !isBefore ? "primary" : "plain"}
              onClick={() => ask(store)}
            >
              {say(store.pos.kind === "none" && !isBefore ? "set" : "change")}
            </Button>
            {store.menuError !== null && <RefreshMenuButton locationId={store.id} storeName={store.name} />}
          </div>
        </>
      ) : open !== null ? (
        <OpenOrdersForm
          storeId={store.id}
          count={open.count}
          isWriting={fetching}
          confirm={(isSame) => save(open.given, isSame ? { isSameTill: true } : { leaveOpenOrders: true })}
          cancel={() => ask(null)}
        />
      ) : (
        <PosForm
          before={posGivenOf(seen)}
          isNew={seen.pos.kind === "none"}
          mayStandIn={seen.canUseStandIn || seen.pos.environment === "stand_in"}
          isWriting={fetching}
          save={save}
          cancel={() => ask(null)}
        />
      )}
    </div>
  );
}

/** Where the POS is and whether it has answered, in sentences. */
function PosNow({ store: { pos, menu, menuError }, isReachable }: { store: Store; isReachable: boolean }) {
  const say = useWords("pos");
  if (pos.kind === "none") return say("now.none");
  const [url, name] = [pos.url ?? "–", pos.store ?? "–"];
  const where =
    pos.kind === "square"
      ? say("now.square", { store: name, url, environment: pos.environment ?? "" })
      : say("now.bridge", { url, store: name });
  if (menuError !== null) return `${where} ${say("now.failed", { reason: menuError })}`;
  if (menu === null) return `${where} ${say("now.waits")}`;
  return `${where} ${say(isReachable ? "now.answered" : "now.faults")}`;
}

function OpenOrdersForm({ storeId, count, isWriting, confirm, cancel }: OpenOrdersFormProps) {
  const say = useWords("pos");
  const [choice, setChoice] = useState<"same" | "other">("other");

  function submit(event: FormEvent) {
    event.preventDefault();
    void confirm(choice === "same");
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-4">
      <Notice tone="problem">
        {say("open.what", { count })}{" "}
        <Link href={`/orders?show=unknown&store=${storeId}`} className="underline underline-offset-2">
          {say("open.show")}
        </Link>
      </Notice>
      <RadioField
        question={say("open.question")}
        autoFocus
        choices={[
          { choice: "same", words: say("open.same"), aside: say("open.sameHint") },
          { choice: "other", words: say("open.other"), aside: say("open.otherHint") },
        ]}
        chosen={choice}
        onChange={setChoice}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("open.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}

interface OpenOrdersFormProps {
  storeId: string;
  count: number;
  isWriting: boolean;
  confirm: (isSame: boolean) => Promise<void>;
  cancel: () => void;
}
