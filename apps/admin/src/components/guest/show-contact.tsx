"use client";

import { useWords } from "@parley/words/react";
import { useId, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { revealGuest } from "./guest.graphql.ts";

const REASONS = ["CALL_GUEST", "GUEST_CALLED", "REFUND", "STORE_ASKS", "CHECK_DATA"] as const;
type Reason = (typeof REASONS)[number];

type Revealed = Extract<ResultOf<typeof revealGuest>["revealGuest"], { __typename: "RevealedGuest" }>;

/** Shows how to reach the guest of an order or a call, after a reason; gone when the page is read anew. */
export function ShowContact({ subjectId }: { subjectId: string }) {
  const say = useWords("guests");
  const id = useId();
  const writeFailure = useWriteFailure();
  const [{ fetching }, reveal] = useMutation(revealGuest);
  const [reason, setReason] = useState<Reason>("CALL_GUEST");
  const [guest, setGuest] = useState<Revealed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function show() {
    const { data, error } = await reveal({ input: { subjectId, reason } });
    const result = data?.revealGuest;
    if (result?.__typename === "RevealedGuest") {
      setGuest(result);
      setProblem(null);
    } else setProblem(result?.message ?? writeFailure(error));
  }

  return (
    <div className="mt-3">
      <div aria-live="polite">
        {problem !== null && <Notice tone="problem">{problem}</Notice>}
        {guest !== null && <Contact guest={guest} />}
      </div>
      {guest === null && (
        <div className="flex flex-col items-start gap-2">
          <div className="w-full">
            <label htmlFor={id} className="mb-1 block text-xs text-ink-soft">
              {say("reason")}
            </label>
            <select
              id={id}
              value={reason}
              onChange={({ target }) => setReason(REASONS.find((each) => each === target.value) ?? reason)}
              className="h-8 w-full rounded-md border border-line-strong bg-surface px-2 max-sm:h-10"
            >
              {REASONS.map((each) => (
                <option key={each} value={each}>
                  {say(`reasons.${each}`)}
                </option>
              ))}
            </select>
          </div>
          <Button size="field" disabled={fetching} onClick={show}>
            {say("show")}
          </Button>
        </div>
      )}
      <p className="mt-1.5 text-xs text-ink-faint">
        {say(guest === null ? "willBeRecorded" : "wasRecorded")}
      </p>
    </div>
  );
}

function Contact({ guest }: { guest: Revealed }) {
  const say = useWords("guests");
  const { name, phone, email, address, requestBody, responseBody } = guest;
  const isEmpty = [name, phone, email, address, requestBody, responseBody].every((each) => each === null);
  return (
    <div className="flex flex-col gap-1 wrap-anywhere">
      {isEmpty && <p className="text-ink-faint">{say("nothing")}</p>}
      {name !== null && <p className="font-medium">{name}</p>}
      {phone !== null && (
        <a href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`} className="underline underline-offset-2">
          {phone}
        </a>
      )}
      {email !== null && (
        <a href={`mailto:${email}`} className="underline underline-offset-2">
          {email}
        </a>
      )}
      {address !== null && <p>{address}</p>}
      <Body title={say("request")} text={requestBody} />
      <Body title={say("answer")} text={responseBody} />
    </div>
  );
}

function Body({ title, text }: { title: string; text: string | null }) {
  if (text === null || text === "") return null;
  return (
    <details>
      <summary className="cursor-pointer text-ink-soft">{title}</summary>
      <pre className="mt-1 max-h-96 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">
        {text}
      </pre>
    </details>
  );
}
