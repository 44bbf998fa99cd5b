"use client";

import { useWords } from "@parley/words/react";
import { Field } from "@/components/controls/field.tsx";
import { RadioField } from "@/components/controls/radio-field.tsx";
import type { PosGiven } from "./pos-input.ts";

/** Whose Square a store's token is for; a stand-in of it only where this installation allows one. */
export function SquareServer({ given, change, mayStandIn }: PartProps & { mayStandIn: boolean }) {
  const say = useWords("pos");
  return (
    <>
      <RadioField
        question={say("environment.label")}
        choices={[
          { choice: "PRODUCTION", words: say("environment.production") },
          { choice: "SANDBOX", words: say("environment.sandbox") },
          ...(mayStandIn ? [{ choice: "STAND_IN" as const, words: say("environment.standIn") }] : []),
        ]}
        chosen={given.environment}
        onChange={(environment) => change({ environment })}
      />
      {given.environment === "STAND_IN" && (
        <Field
          label={say("standIn")}
          hint={say("standInHint")}
          value={given.url}
          required
          type="url"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => change({ url: target.value })}
        />
      )}
    </>
  );
}

/** As what Square shows our orders to the kitchen. */
export function SquareShowing({ given, change }: PartProps) {
  const say = useWords("pos");
  return (
    <>
      <Field
        label={say("prep")}
        hint={say("prepHint")}
        value={given.prepMinutes}
        type="number"
        min={1}
        max={1440}
        onChange={({ target }) => change({ prepMinutes: target.value })}
      />
      <RadioField
        question={say("delivery.question")}
        hint={say("delivery.hint")}
        choices={[
          { choice: "PICKUP", words: say("delivery.pickup") },
          { choice: "DELIVERY", words: say("delivery.delivery") },
        ]}
        chosen={given.deliveryAs}
        onChange={(deliveryAs) => change({ deliveryAs })}
      />
      <RadioField
        question={say("dineIn.question")}
        choices={[
          { choice: "PICKUP", words: say("dineIn.pickup") },
          { choice: "IN_STORE", words: say("dineIn.inStore") },
        ]}
        chosen={given.dineInAs}
        onChange={(dineInAs) => change({ dineInAs })}
      />
    </>
  );
}

interface PartProps {
  given: PosGiven;
  change: (part: Partial<PosGiven>) => void;
}
