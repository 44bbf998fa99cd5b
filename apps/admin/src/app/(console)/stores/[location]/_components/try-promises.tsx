"use client";

import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { type AdapterClass, runConformance } from "../conformance.graphql.ts";
import { CLASSES } from "./pos-input.ts";

type Told = { tone: "ok" | "problem"; words: string };

/** Puts a store's POS to the checks of what it is said to promise; the page shows what came of them. */
export function TryPromises({ locationId, adapterClass, canVoid }: TryPromisesProps) {
  const say = useWords("pos");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, send] = useMutation(runConformance);
  const [isOpen, setOpen] = useState(false);
  const [claimed, setClaimed] = useState<AdapterClass>(adapterClass === "D" ? "A" : adapterClass);
  const [voids, setVoids] = useState(canVoid);
  const [told, setTold] = useState<Told | null>(null);
  const [wasOpen, setWasOpen] = useState(false);

  async function run(event: FormEvent) {
    event.preventDefault();
    const { data, error } = await send({ input: { locationId, adapterClass: claimed, canVoid: voids } });
    router.refresh();
    const result = data?.runConformance;
    if (result?.__typename !== "ConformanceRun") {
      setTold({ tone: "problem", words: result?.message ?? writeFailure(error) });
      return;
    }
    const claim = { adapterClass: result.adapterClass, canVoid: result.canVoid ? "yes" : "no" };
    setTold({
      tone: result.passed ? "ok" : "problem",
      words: say(result.passed ? "conformance.passed" : "conformance.failed", claim),
    });
    setOpen(false);
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {isOpen ? (
        <form onSubmit={(event) => void run(event)} className="flex w-full max-w-prose flex-col gap-3">
          <p className="text-ink-soft">{say("conformance.what")}</p>
          <RadioField
            question={say("conformance.question")}
            autoFocus
            choices={CLASSES.filter((each) => each !== "D").map((choice) => ({
              choice,
              words: say(`class.${choice}`),
              aside: `(${choice})`,
            }))}
            chosen={claimed}
            onChange={setClaimed}
          />
          <label className="flex min-h-8 items-center gap-2.5">
            <input
              type="checkbox"
              checked={voids}
              onChange={({ target }) => setVoids(target.checked)}
              className="size-4 shrink-0 accent-accent"
            />
            {say("canVoid")}
          </label>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
              {say(fetching ? "conformance.running" : "conformance.confirm")}
            </Button>
            <Button look="quiet" size="form" onClick={() => setOpen(false)}>
              {say("cancel")}
            </Button>
          </div>
        </form>
      ) : (
        <Button
          size="form"
          autoFocus={wasOpen}
          onClick={() => {
            setTold(null);
            setOpen(true);
            setWasOpen(true);
          }}
        >
          {say("conformance.act")}
        </Button>
      )}
    </div>
  );
}

interface TryPromisesProps {
  locationId: string;
  adapterClass: AdapterClass;
  canVoid: boolean;
}
