"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { MadeSharedId } from "@/components/connection/made-shared-id.tsx";
import { SharedIdField } from "@/components/connection/shared-id-field.tsx";
import { Button, buttonClass } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { createConnection } from "../create-connection.graphql.ts";

interface Added {
  slug: string;
  name: string;
  /** What was made here, until it is said to be kept elsewhere. */
  made: string | null;
  strength: "strong" | "short" | "weak" | undefined;
}

/** Adds a connection with its first SharedId, and leads to its page, where the rest is told. */
export function AddConnection() {
  const say = useWords("connection");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(createConnection);
  const [isAsking, setAsking] = useState(false);
  const [wasAsking, setWasAsking] = useState(false);
  const onward = useRef<HTMLAnchorElement>(null);
  const [added, setAdded] = useState<Added | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function add(input: Given) {
    const { data, error } = await send({ input });
    router.refresh();
    const result = data?.createConnection;
    if (result?.__typename !== "ConnectionCreation") {
      setProblem(result?.message ?? writeFailure(error));
      return;
    }
    const strength = (["strong", "short", "weak"] as const).find((each) => each === result.strength);
    setProblem(null);
    setAsking(false);
    setAdded({ ...result.connection, made: result.generatedSharedId, strength });
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      {added !== null && (
        <>
          <Notice tone={added.strength === "strong" ? "ok" : "wait"}>
            {say("add.done", { name: added.name })}{" "}
            {added.strength !== undefined && say(`rotate.strength.${added.strength}`)}
          </Notice>
          {added.made !== null && (
            <MadeSharedId
              sharedId={added.made}
              forget={() => {
                onward.current?.focus();
                setAdded({ ...added, made: null });
              }}
            />
          )}
          <Link ref={onward} href={`/connections/${added.slug}`} className={buttonClass("primary", "form")}>
            {say("add.open", { name: added.name })}
          </Link>
        </>
      )}
      {isAsking ? (
        <AddForm
          isWriting={fetching}
          add={add}
          cancel={() => {
            setAsking(false);
            setWasAsking(true);
            setProblem(null);
          }}
        />
      ) : (
        added?.made == null && (
          <Button
            size="form"
            autoFocus={wasAsking}
            onClick={() => {
              setAdded(null);
              setAsking(true);
            }}
          >
            {say("add.act")}
          </Button>
        )
      )}
    </div>
  );
}

interface Given {
  slug: string;
  name: string;
  sharedId: string | null;
}

function AddForm({ isWriting, add, cancel }: AddFormProps) {
  const say = useWords("connection");
  const [given, setGiven] = useState<Given>({ slug: "", name: "", sharedId: null });

  function submit(event: FormEvent) {
    event.preventDefault();
    void add(given);
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-3">
      <Field
        label={say("add.name")}
        hint={say("add.nameHint")}
        value={given.name}
        required
        autoFocus
        maxLength={TEXT_MAX.name}
        autoComplete="off"
        onChange={({ target }) => setGiven({ ...given, name: target.value })}
      />
      <Field
        label={say("add.slug")}
        hint={say("add.slugHint")}
        value={given.slug}
        required
        pattern="[a-z0-9][a-z0-9\-]{1,39}"
        maxLength={TEXT_MAX.slug}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setGiven({ ...given, slug: target.value })}
      />
      <SharedIdField
        question={say("add.question")}
        value={given.sharedId}
        onChange={(sharedId) => setGiven({ ...given, sharedId })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("add.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("add.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface AddFormProps {
  isWriting: boolean;
  add: (given: Given) => Promise<void>;
  cancel: () => void;
}
