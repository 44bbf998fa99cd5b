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
import { type GrantDraft, placeFor, toInput } from "@/components/person/grants.ts";
import { GrantsEditor } from "@/components/person/grants-editor.tsx";
import type { Administered } from "@/components/person/person.graphql.ts";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { createApiKey } from "../api-keys.graphql.ts";

interface AddKeyProps {
  owners: readonly { id: string; name: string }[];
  /** Who looks. */
  self: string;
  administered: Administered;
}

const dayMs = 86_400_000;

/** Makes a key, which is shown this once. */
export function AddKey({ owners, self, administered }: AddKeyProps) {
  const say = useWords("people");
  const shell = useWords("shell");
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  return (
    <Panel title={say("keys.add")} padded>
      {made !== null && (
        <div className="mb-3 max-w-prose">
          <ShownOnce
            told={say("keys.done", { name: made.name })}
            label={say("keys.secret")}
            copy={shell("copy.key")}
            secret={made.secret}
          />
        </div>
      )}
      {isOpen ? (
        <KeyForm
          owners={owners}
          self={self}
          administered={administered}
          onMade={(key) => {
            setMade(key);
            setOpen(false);
          }}
          cancel={() => setOpen(false)}
        />
      ) : (
        <Button
          size="form"
          onClick={() => {
            setMade(null);
            setOpen(true);
          }}
        >
          {say("keys.open")}
        </Button>
      )}
    </Panel>
  );
}

interface KeyFormProps extends AddKeyProps {
  onMade: (key: { name: string; secret: string }) => void;
  cancel: () => void;
}

function KeyForm({ owners, self, administered, onMade, cancel }: KeyFormProps) {
  const say = useWords("people");
  const id = useId();
  const router = useRouter();
  const writeFailure = useWriteFailure();
  const [{ fetching }, create] = useMutation(createApiKey);
  const [name, setName] = useState("");
  const [operatorId, setOperatorId] = useState(
    (owners.find((each) => each.id === self) ?? owners[0])?.id ?? "",
  );
  const [scope, setScope] = useState<"owner" | "roles">("owner");
  const [grants, setGrants] = useState<GrantDraft[]>([
    { key: 0, role: "VIEWER", place: placeFor("VIEWER", "-", administered) },
  ]);
  const [lastDay, setLastDay] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { data, error } = await create({
      input: {
        ...{ operatorId, name },
        ...(scope === "roles" && { grants: grants.map(toInput) }),
        // To the end of that day.
        ...(lastDay !== "" && { expiresAt: new Date(Date.parse(lastDay) + dayMs).toISOString() }),
      },
    });
    const result = data?.createApiKey;
    if (result?.__typename !== "ApiKeyCreation") return setProblem(result?.message ?? writeFailure(error));
    onMade({ name: result.apiKey.name, secret: result.secret });
    router.refresh();
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-prose flex-col gap-4">
      <Field
        label={say("keys.name")}
        hint={say("keys.nameHint")}
        value={name}
        required
        autoFocus
        maxLength={TEXT_MAX.name}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <div>
        <label htmlFor={`${id}-owner`} className="mb-1 block font-medium">
          {say("keys.owner")}
        </label>
        <select
          id={`${id}-owner`}
          className={inputClass}
          value={operatorId}
          onChange={({ target }) => setOperatorId(target.value)}
        >
          {owners.map((each) => (
            <option key={each.id} value={each.id} data-name="">
              {each.name}
            </option>
          ))}
        </select>
      </div>
      <RadioField
        question={say("keys.may")}
        choices={[
          { choice: "owner", words: say("keys.mayAll") },
          { choice: "roles", words: say("keys.mayRoles") },
        ]}
        chosen={scope}
        onChange={setScope}
      />
      {scope === "roles" && <GrantsEditor administered={administered} value={grants} onChange={setGrants} />}
      <Field
        label={say("keys.lastDay")}
        hint={say("keys.lastDayHint")}
        type="date"
        value={lastDay}
        onChange={({ target }) => setLastDay(target.value)}
      />
      {problem !== null && <Notice tone="problem">{problem}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={fetching} aria-busy={fetching}>
          {say("keys.act")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}
