"use client";

import { TEXT_MAX } from "@parley/limits";
import { useWords } from "@parley/words/react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/controls/button.tsx";
import { Field, inputClass } from "@/components/controls/field.tsx";
import type { SavedView } from "./view.graphql.ts";

const roles = ["OWNER", "BRAND_ADMIN", "SUPPORT", "ENGINEER", "VIEWER"] as const;

/** What a person says of a view. */
export type ViewAbout = Pick<SavedView, "name" | "sharedWith">;

/** A view's name and who may open it; only `children` where `about` is null, because the view is somebody else's. */
export function ViewForm({ about, submitWord, isBusy, onSubmit, children }: ViewFormProps) {
  const say = useWords("views");
  const [name, setName] = useState(about?.name ?? "");
  const [sharedWith, setSharedWith] = useState(about?.sharedWith ?? null);
  const withId = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit({ name, sharedWith });
  }

  return (
    <form
      onSubmit={submit}
      className="absolute z-20 mt-1 grid w-72 max-w-[90vw] gap-3 rounded-md border bg-surface p-3 shadow-md max-md:right-auto"
    >
      {about !== null && (
        <>
          <Field
            label={say("save.name")}
            value={name}
            required
            maxLength={TEXT_MAX.name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <div>
            <label htmlFor={withId} className="mb-1 block font-medium">
              {say("save.with")}
            </label>
            <select
              id={withId}
              value={sharedWith ?? ""}
              onChange={(event) => setSharedWith(roles.find((role) => role === event.target.value) ?? null)}
              className={inputClass}
            >
              <option value="">{say("save.nobody")}</option>
              {roles.map((role) => (
                <option key={role} value={role}>
                  {say("save.people", { role: say(`role.${role}`) })}
                </option>
              ))}
            </select>
          </div>
          <Button type="submit" look="primary" size="field" disabled={isBusy}>
            {submitWord}
          </Button>
        </>
      )}
      {children}
    </form>
  );
}

interface ViewFormProps {
  about: ViewAbout | null;
  submitWord: string;
  isBusy: boolean;
  onSubmit: (about: ViewAbout) => void;
  children?: ReactNode;
}
