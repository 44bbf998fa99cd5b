"use client";

import { useWords } from "@parley/words/react";
import { inputClass } from "@/components/controls/field.tsx";
import { type Fault, faults, type Operation } from "./draft.ts";

/** A fault, and of a simulated POS the item that tells it to fail. */
export interface Chosen {
  fault: Fault;
  posTestItem: string | null;
}

/** What is to be wrong with the call, with a sentence about what should happen. */
export function FaultPicker({
  operation,
  chosen,
  onChange,
  testItems,
  isJson,
  hasEarlier,
}: FaultPickerProps) {
  const say = useWords("simulator");
  const names = Object.keys(faults) as Fault[];
  const fits = names.filter((name) => {
    const of: readonly Operation[] = faults[name].of;
    return (
      of.includes(operation) && name !== "POS_TEST_ITEM" && !(isJson && faults[name].needs === "composed")
    );
  });
  const isRepeat = faults[chosen.fault].needs === "earlier";
  return (
    <div>
      <label htmlFor="fault" className="mb-1 block font-medium">
        {say("fault.title")}
      </label>
      <select
        id="fault"
        value={chosen.posTestItem ?? chosen.fault}
        aria-describedby="fault-hint"
        onChange={({ target: { value } }) => {
          const fault = fits.find((name) => name === value);
          onChange(
            fault === undefined
              ? { fault: "POS_TEST_ITEM", posTestItem: value }
              : { fault, posTestItem: null },
          );
        }}
        className={inputClass}
      >
        {fits.map((name) => (
          <option key={name} value={name}>
            {say(`fault.${name}.name`, { item: "" })}
          </option>
        ))}
        {!isJson &&
          faults.POS_TEST_ITEM.of.some((each) => each === operation) &&
          testItems.map(({ id, name }) => (
            <option key={id} value={id}>
              {say("fault.POS_TEST_ITEM.name", { item: name })}
            </option>
          ))}
      </select>
      <p id="fault-hint" className="mt-1 text-xs text-ink-soft">
        {isRepeat && !hasEarlier ? say("fault.needsEarlier") : say(`fault.${chosen.fault}.expect`)}
      </p>
    </div>
  );
}

interface FaultPickerProps {
  operation: Operation;
  chosen: Chosen;
  onChange(chosen: Chosen): void;
  testItems: readonly { id: string; name: string }[];
  isJson: boolean;
  hasEarlier: boolean;
}
