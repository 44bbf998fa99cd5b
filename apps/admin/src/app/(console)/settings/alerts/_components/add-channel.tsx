"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { ShownOnce } from "@/components/controls/shown-once.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { createAlertChannel } from "../alert-acts.graphql.ts";
import type { Channel, Topic } from "../alerts.graphql.ts";
import { type Hours, HoursField } from "./hours-field.tsx";
import { TOPICS, TopicsField } from "./topics-field.tsx";

const KINDS = ["EMAIL", "SLACK", "TEAMS", "WEBHOOK"] as const satisfies readonly Channel["kind"][];
const EVERYWHERE = "";

/** Adds a channel; the key of a signed webhook is shown once. */
export function AddChannel({ brands, isEverywhere }: AddChannelProps) {
  const say = useWords("alerts");
  const shell = useWords("shell");
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, create] = useMutation(createAlertChannel);
  const [isOpen, setOpen] = useState(false);
  const [madeKey, setMadeKey] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function add(given: Given) {
    const { brandId, ...rest } = given;
    const { data, error } = await create({
      input: { ...rest, brandId: brandId === EVERYWHERE ? null : brandId },
    });
    const result = data?.createAlertChannel;
    if (result?.__typename !== "AlertChannelChange")
      return setFailure(result?.message ?? writeFailure(error));
    setMadeKey(result.madeKey);
    setFailure(null);
    setOpen(false);
    router.refresh();
  }

  if (!isOpen) {
    return (
      <div className="flex flex-col items-start gap-3">
        {madeKey !== null && (
          <ShownOnce
            told={say("page.key")}
            label={say("page.keyLabel")}
            copy={shell("copy.key")}
            secret={madeKey}
          />
        )}
        <Button size="field" onClick={() => setOpen(true)}>
          {say("page.add")}
        </Button>
      </div>
    );
  }
  return (
    <Panel title={say("page.newTitle")} padded>
      {failure !== null && <Notice tone="problem">{failure}</Notice>}
      <ChannelForm
        brands={brands}
        isEverywhere={isEverywhere}
        isWriting={fetching}
        add={add}
        cancel={() => setOpen(false)}
      />
    </Panel>
  );
}

interface AddChannelProps {
  /** Those whose channels the operator may change. */
  brands: readonly { id: string; name: string }[];
  /** Whether they may tell the issues of every brand. */
  isEverywhere: boolean;
}

interface Given extends Hours {
  kind: Channel["kind"];
  name: string;
  target: string;
  topics: Topic[];
  brandId: string;
}

function ChannelForm({ brands, isEverywhere, isWriting, add, cancel }: ChannelFormProps) {
  const say = useWords("alerts");
  const brandField = useId();
  const [given, setGiven] = useState<Given>({
    kind: "EMAIL",
    name: "",
    target: "",
    topics: TOPICS.filter((topic) => topic !== "CALLS"),
    brandId: isEverywhere ? EVERYWHERE : (brands[0]?.id ?? EVERYWHERE),
    ...{ quiet: null, tellsOrdersAtNight: true, delayMinutes: null, digest: null },
  });
  const change = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const isMail = given.kind === "EMAIL";
  const isSecret = given.kind === "SLACK" || given.kind === "TEAMS";

  function submit(event: FormEvent) {
    event.preventDefault();
    void add(given);
  }

  return (
    <form onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <RadioField
        question={say("page.how")}
        choices={KINDS.map((choice) => ({
          choice,
          words: say(`page.kind.${choice}`),
          aside: say(`page.kindHint.${choice}`),
        }))}
        chosen={given.kind}
        onChange={(kind) => change({ kind, target: "" })}
      />
      <Field
        label={say("page.name")}
        value={given.name}
        required
        maxLength={TEXT_MAX.name}
        autoComplete="off"
        onChange={({ target }) => change({ name: target.value })}
      />
      <Field
        label={say(isMail ? "page.addresses" : "page.url")}
        hint={isMail ? say("page.addressesHint") : isSecret && say("page.urlHint")}
        value={given.target}
        required
        type={isMail ? "text" : isSecret ? "password" : "url"}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => change({ target: target.value })}
      />
      <div>
        <label htmlFor={brandField} className="mb-1 block font-medium">
          {say("page.of")}
        </label>
        <select
          id={brandField}
          className={inputClass}
          value={given.brandId}
          onChange={({ target }) => change({ brandId: target.value })}
        >
          {isEverywhere && <option value={EVERYWHERE}>{say("page.everywhere")}</option>}
          {brands.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <TopicsField chosen={given.topics} onChange={(topics) => change({ topics })} />
      <HoursField hours={given} onChange={change} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("page.confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("page.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface ChannelFormProps extends AddChannelProps {
  isWriting: boolean;
  add: (given: Given) => Promise<void>;
  cancel: () => void;
}
