"use client";

import { useWords } from "@parley/words/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import { CLASSES, type PosGiven } from "./pos-input.ts";
import { SquareServer, SquareShowing } from "./square-fields.tsx";

/** Asks for a store's POS, and of each kind for what it has. */
export function PosForm({ before, isNew, mayStandIn, isWriting, save, cancel }: PosFormProps) {
  const say = useWords("pos");
  const [given, setGiven] = useState(before);
  const change = (part: Partial<PosGiven>) => setGiven({ ...given, ...part });
  const isBridge = given.kind === "BRIDGE";
  /** A stored key counts for the kind that it was given for. */
  const mayKeep = !isNew && given.kind === before.kind;

  function submit(event: FormEvent) {
    event.preventDefault();
    void save(given);
  }

  return (
    <form onSubmit={submit} className="flex w-full max-w-prose flex-col gap-4">
      <RadioField
        question={say("kind.question")}
        autoFocus
        choices={[
          { choice: "BRIDGE", words: say("kind.bridge") },
          { choice: "SQUARE", words: say("kind.square") },
        ]}
        chosen={given.kind}
        onChange={(kind) => {
          const key = kind === before.kind ? before.key : kind === "BRIDGE" ? "make" : "give";
          change({ kind, key, keyText: "", url: kind === before.kind ? before.url : "" });
        }}
      />
      {isBridge ? (
        <Field
          label={say("url")}
          hint={say("urlHint")}
          value={given.url}
          required
          type="url"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => change({ url: target.value })}
        />
      ) : (
        <SquareServer given={given} change={change} mayStandIn={mayStandIn} />
      )}
      <Field
        label={say(isBridge ? "store.bridge" : "store.square")}
        hint={say(isBridge ? "store.bridgeHint" : "store.squareHint")}
        value={given.store}
        required
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => change({ store: target.value })}
      />
      <KeyFields given={given} mayKeep={mayKeep} change={change} />
      {isBridge ? (
        <Promises given={given} change={change} />
      ) : (
        <SquareShowing given={given} change={change} />
      )}
      <Use given={given} change={change} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="form" disabled={isWriting} aria-busy={isWriting}>
          {say("confirm")}
        </Button>
        <Button look="quiet" size="form" onClick={cancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}

interface PosFormProps {
  before: PosGiven;
  /** Whether the store has no POS yet. */
  isNew: boolean;
  /** Whether a program on this machine may play Square. */
  mayStandIn: boolean;
  isWriting: boolean;
  save: (given: PosGiven) => Promise<void>;
  cancel: () => void;
}

interface PartProps {
  given: PosGiven;
  change: (part: Partial<PosGiven>) => void;
}

function KeyFields({ given, mayKeep, change }: PartProps & { mayKeep: boolean }) {
  const say = useWords("pos");
  const isBridge = given.kind === "BRIDGE";
  const choices = [
    ...(mayKeep ? [{ choice: "keep" as const, words: say("key.keep") }] : []),
    ...(isBridge ? [{ choice: "make" as const, words: say("key.make") }] : []),
    { choice: "give" as const, words: say("key.give") },
  ];
  const isReplaced = mayKeep && given.key !== "keep";
  return (
    <>
      {choices.length > 1 && (
        <RadioField
          question={say(isBridge ? "key.bridge" : "key.square")}
          hint={isReplaced && say("key.replaced")}
          choices={choices}
          chosen={given.key}
          onChange={(key) => change({ key, keyText: "" })}
        />
      )}
      {given.key === "give" && (
        <Field
          label={say(isBridge ? "key.text" : "key.square")}
          hint={isBridge ? undefined : say("key.squareHint")}
          value={given.keyText}
          required
          type="password"
          autoComplete="off"
          onChange={({ target }) => change({ keyText: target.value })}
        />
      )}
    </>
  );
}

/** What a POS of the bridge promises. */
function Promises({ given, change }: PartProps) {
  const say = useWords("pos");
  return (
    <>
      <RadioField
        question={say("class.question")}
        hint={say("class.hint")}
        choices={CLASSES.map((choice) => ({ choice, words: say(`class.${choice}`), aside: `(${choice})` }))}
        chosen={given.adapterClass}
        onChange={(adapterClass) => change({ adapterClass })}
      />
      {given.adapterClass === "C" && (
        <Field
          label={say("quiet")}
          hint={say("quietHint")}
          value={given.quietSeconds}
          type="number"
          min={0}
          max={3600}
          onChange={({ target }) => change({ quietSeconds: target.value })}
        />
      )}
      <label className="flex min-h-8 items-center gap-2.5">
        <input
          type="checkbox"
          checked={given.canVoid}
          onChange={({ target }) => change({ canVoid: target.checked })}
          className="size-4 shrink-0 accent-accent"
        />
        {say("canVoid")}
      </label>
    </>
  );
}

/** How a POS may be used: seldom changed, so it is folded. */
function Use({ given, change }: PartProps) {
  const say = useWords("pos");
  return (
    <details>
      <summary className="cursor-pointer py-1 font-medium">{say("more")}</summary>
      <div className="flex flex-col gap-4 pt-2">
        <Field
          label={say("slots")}
          hint={say("slotsHint")}
          value={given.slots}
          required
          type="number"
          min={1}
          max={256}
          onChange={({ target }) => change({ slots: target.value })}
        />
        <RadioField
          question={say("unreachable.question")}
          choices={[
            { choice: "HOLD", words: say("unreachable.hold") },
            { choice: "ERROR", words: say("unreachable.error") },
          ]}
          chosen={given.whenUnreachable}
          onChange={(whenUnreachable) => change({ whenUnreachable })}
        />
      </div>
    </details>
  );
}
