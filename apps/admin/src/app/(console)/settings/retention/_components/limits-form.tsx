"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ask } from "@/graphql/ask.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { counted } from "../counted.ts";
import {
  type RetentionImpact,
  type RetentionPolicy,
  retentionImpactQuery,
  setRetention,
} from "../retention.graphql.ts";

/** As the gateway has them, which judges what is sent. */
const DAYS = {
  bodiesDays: { min: 7, max: 3_650 },
  exchangesDays: { min: 35, max: 3_650 },
  guestsDays: { min: 7, max: 3_650 },
} as const;
const FIELDS = ["bodiesDays", "exchangesDays", "guestsDays"] as const;

interface Limits {
  bodiesDays: number;
  exchangesDays: number;
  guestsDays: number | null;
}

/** Sets the limits of a brand, once it was seen what would go. */
export function LimitsForm({ policy }: { policy: RetentionPolicy }) {
  const say = useWords("retention");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(setRetention);
  const [isCounting, setCounting] = useState(false);
  const [seen, setSeen] = useState<{ limits: Limits; impact: readonly RetentionImpact[] } | null>(null);
  const [told, setTold] = useState<{ tone: "ok" | "problem"; words: string } | null>(null);

  async function look(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const limits = limitsOf(new FormData(event.currentTarget));
    setTold(null);
    setCounting(true);
    const { data, error } = await ask(retentionImpactQuery, { input: { id: policy.id, ...limits } });
    setCounting(false);
    const impact = data?.retentionImpact ?? null;
    if (impact === null) setTold({ tone: "problem", words: writeFailure(error) });
    else setSeen({ limits, impact });
  }

  async function save(limits: Limits) {
    const input = { expectedVersion: policy.version, limits: { id: policy.id, ...limits } };
    const { data, error } = await send({ input });
    const result = data?.setRetention;
    const isSaved = result?.__typename === "RetentionPolicy";
    setTold(
      isSaved
        ? { tone: "ok", words: say("saved") }
        : { tone: "problem", words: result?.message ?? writeFailure(error) },
    );
    setSeen(null);
    // Also where somebody else was faster: the fields then show what they set.
    router.refresh();
  }

  return (
    <form method="post" onSubmit={look} className="flex flex-col gap-4">
      {FIELDS.map((field) => (
        <Field
          key={`${field} ${policy.version}`}
          label={say(`field.${field}`)}
          hint={say(`hint.${field}`, DAYS[field])}
          name={field}
          type="number"
          {...DAYS[field]}
          required={field !== "guestsDays"}
          readOnly={seen !== null}
          defaultValue={policy[field] ?? ""}
        />
      ))}
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {seen === null ? (
        <div>
          <Button type="submit" size="form" aria-busy={isCounting}>
            {say(isCounting ? "checking" : "check")}
          </Button>
        </div>
      ) : (
        <div role="status" className="flex flex-col gap-3">
          <Impact impact={seen.impact} />
          <div className="flex flex-wrap gap-2">
            <Button look="primary" size="form" aria-busy={fetching} onClick={() => save(seen.limits)}>
              {say("save")}
            </Button>
            <Button size="form" onClick={() => setSeen(null)}>
              {say("back")}
            </Button>
          </div>
        </div>
      )}
    </form>
  );
}

function Impact({ impact }: { impact: readonly RetentionImpact[] }) {
  const say = useWords("retention");
  const going = impact.filter(({ past }) => past > 0);
  if (going.length === 0) return <p>{say("impactNone")}</p>;
  return (
    <Notice tone="problem">
      <p>{say("impact")}</p>
      <ul className="mt-1 list-disc pl-5">
        {going.map(({ kind, past, isMore }) => (
          <li key={kind}>
            {say("impactRow", { kind: say(`kind.${kind}`), count: counted(say, past, isMore) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function limitsOf(form: FormData): Limits {
  const days = (name: string) => Math.trunc(Number(form.get(name) ?? 0));
  const guests = String(form.get("guestsDays") ?? "").trim();
  return {
    bodiesDays: days("bodiesDays"),
    exchangesDays: days("exchangesDays"),
    guestsDays: guests === "" ? null : days("guestsDays"),
  };
}
