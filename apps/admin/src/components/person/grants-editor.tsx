"use client";

import { useWords } from "@parley/words/react";
import { useId } from "react";
import { Button } from "@/components/controls/button.tsx";
import { inputClass } from "@/components/controls/field.tsx";
import { type GrantDraft, offeredRoles, placeFor, placesOf, type Role } from "./grants.ts";
import type { Administered } from "./person.graphql.ts";

/** All that somebody may do: a role and where it holds, line by line, each with what it lets them do. */
export function GrantsEditor({ administered, value, onChange }: GrantsEditorProps) {
  const say = useWords("people");
  const add = () => {
    const key = Math.max(-1, ...value.map((each) => each.key)) + 1;
    onChange([...value, { key, role: "VIEWER", place: placeFor("VIEWER", "-", administered) }]);
  };
  return (
    <fieldset className="flex flex-col items-start gap-3">
      <legend className="mb-1 font-medium">{say("grants.title")}</legend>
      {value.map((draft, index) => (
        <GrantLine
          key={draft.key}
          draft={draft}
          number={index + 1}
          administered={administered}
          onChange={(to) => onChange(value.map((each) => (each.key === draft.key ? to : each)))}
          remove={
            value.length > 1 ? () => onChange(value.filter((each) => each.key !== draft.key)) : undefined
          }
        />
      ))}
      <Button size="field" onClick={add}>
        {say("grants.add")}
      </Button>
    </fieldset>
  );
}

interface GrantsEditorProps {
  administered: Administered;
  value: readonly GrantDraft[];
  onChange: (value: GrantDraft[]) => void;
}

function GrantLine({ draft, number, administered, onChange, remove }: GrantLineProps) {
  const say = useWords("people");
  const shell = useWords("shell");
  const id = useId();
  const { role, place } = draft;
  const roles = offeredRoles(administered);
  const isRole = (text: string): text is Role => roles.some((each) => each === text);
  return (
    <div className="w-full rounded-md border px-3 py-2">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-40 grow basis-40">
          <label htmlFor={`${id}-role`} className="mb-1 block text-xs text-ink-soft">
            {say("grants.role", { number })}
          </label>
          <select
            id={`${id}-role`}
            className={inputClass}
            value={role}
            onChange={({ target }) => {
              if (!isRole(target.value)) return;
              const next = target.value;
              onChange({ ...draft, role: next, place: placeFor(next, place, administered) });
            }}
          >
            {roles.map((each) => (
              <option key={each} value={each}>
                {shell("account.role", { role: each })}
              </option>
            ))}
          </select>
        </div>
        <div className="min-w-52 grow-[2] basis-52">
          <label htmlFor={`${id}-place`} className="mb-1 block text-xs text-ink-soft">
            {say("grants.place", { number })}
          </label>
          <select
            id={`${id}-place`}
            className={inputClass}
            value={place}
            onChange={({ target }) => onChange({ ...draft, place: target.value })}
          >
            <PlaceOptions role={role} administered={administered} />
          </select>
        </div>
        {remove && (
          <Button look="quiet" size="field" onClick={remove}>
            {say("grants.remove")}
            <span className="sr-only">{number}</span>
          </Button>
        )}
      </div>
      <p className="mt-1.5 text-xs text-ink-soft">{say(`may.${role}`)}</p>
    </div>
  );
}

interface GrantLineProps {
  draft: GrantDraft;
  /** Which line it is, for those who hear the labels. */
  number: number;
  administered: Administered;
  onChange: (draft: GrantDraft) => void;
  remove: (() => void) | undefined;
}

function PlaceOptions({ role, administered }: { role: Role; administered: Administered }) {
  const say = useWords("people");
  const { everyBrand, brands, locations } = placesOf(role, administered);
  return (
    <>
      {everyBrand && <option value="">{say("grants.everyBrand")}</option>}
      {brands.map((brand) => {
        const stores = locations.filter((store) => store.brand.id === brand.id);
        const whole = (
          <option key={brand.id} value={brand.id}>
            {stores.length === 0 ? brand.name : say("grants.wholeBrand", { brand: brand.name })}
          </option>
        );
        if (stores.length === 0) return whole;
        return (
          <optgroup key={brand.id} label={brand.name}>
            {whole}
            {stores.map((store) => (
              <option key={store.id} value={store.id}>
                {store.name}
              </option>
            ))}
          </optgroup>
        );
      })}
    </>
  );
}
