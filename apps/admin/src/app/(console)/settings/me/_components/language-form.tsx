"use client";

import { languageNames } from "@parley/words/language";
import { useWords } from "@parley/words/react";
import { useId } from "react";
import { inputClass } from "@/components/controls/field.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useSetLanguage } from "@/preferences/use-preferences.ts";
import { chooseLanguage } from "../me.graphql.ts";
import { useOwnWrite } from "../use-own-write.ts";

/** What one reads the admin in: here at once, and on every other device from the next sign-in on. */
export function LanguageForm({ language }: { language: "EN" | "ES" | null }) {
  const say = useWords("people");
  const id = useId();
  const { told, tell } = useOwnWrite();
  const setLanguage = useSetLanguage();
  const [{ fetching }, choose] = useMutation(chooseLanguage);

  async function change(chosen: "EN" | "ES" | null) {
    const { data, error } = await choose({ input: chosen === null ? {} : { language: chosen } });
    const isDone = tell(data?.chooseLanguage, error, say("me.languageDone"));
    if (isDone) setLanguage(chosen === null ? null : chosen === "ES" ? "es" : "en");
  }

  return (
    <div className="flex max-w-prose flex-col gap-3">
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      <div>
        <label htmlFor={id} className="sr-only">
          {say("me.language")}
        </label>
        <select
          id={id}
          className={inputClass}
          value={language ?? ""}
          disabled={fetching}
          onChange={({ target: { value } }) => void change(value === "EN" || value === "ES" ? value : null)}
        >
          <option value="">{say("me.asBrowser")}</option>
          <option value="EN" lang="en">
            {languageNames.en}
          </option>
          <option value="ES" lang="es">
            {languageNames.es}
          </option>
        </select>
        <p className="mt-1 text-xs text-ink-soft">{say("me.languageHint")}</p>
      </div>
    </div>
  );
}
