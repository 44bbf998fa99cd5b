"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { revokeShare, shareOrder } from "./share.graphql.ts";

/** As the API offers them, the usual one in front of which nobody has to think. */
const DAYS = [1, 7, 30];
const USUAL = 7;

/** Makes a link, and shows it this once: nobody keeps its token. */
export function MakeShare({ orderId }: { orderId: string }) {
  const say = useWords("share");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, share] = useMutation(shareOrder);
  const [days, setDays] = useState(USUAL);
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const daysId = useId();

  async function make() {
    const { data, error } = await share({ input: { orderId, days } });
    const result = data?.shareOrder;
    const isMade = result?.__typename === "SharedOrderLink";
    setLink(isMade ? `${window.location.origin}${result.path}` : null);
    setProblem(isMade ? null : (result?.message ?? writeFailure(error)));
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div>
          <label htmlFor={daysId} className="mb-1 block font-medium">
            {say("panel.for")}
          </label>
          <select
            id={daysId}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
            className={inputClass}
          >
            {DAYS.map((count) => (
              <option key={count} value={count}>
                {say("panel.days", { days: count })}
              </option>
            ))}
          </select>
        </div>
        <Button size="form" disabled={fetching} onClick={make}>
          {say("panel.make")}
        </Button>
      </div>
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      {link !== null && (
        <Notice tone="ok">
          <p className="mb-2">{say("panel.made")}</p>
          <Field
            label={say("panel.address")}
            value={link}
            readOnly
            onFocus={(event) => event.target.select()}
          />
          <CopyButton text={link} label={say("panel.copy")} showLabel />
        </Notice>
      )}
    </div>
  );
}

/** Ends a link at once; what it showed cannot be unseen, so nothing is asked. */
export function RevokeShare({ shareId }: { shareId: string }) {
  const say = useWords("share");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, revoke] = useMutation(revokeShare);
  const [problem, setProblem] = useState<string | null>(null);

  async function end() {
    const { data, error } = await revoke({ input: { shareId } });
    const result = data?.revokeShare;
    setProblem(result?.__typename === "OrderShare" ? null : (result?.message ?? writeFailure(error)));
    router.refresh();
  }

  return (
    <span className="flex flex-col items-end gap-1">
      <Button size="row" disabled={fetching} onClick={end}>
        {say("panel.revoke")}
      </Button>
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
    </span>
  );
}
