"use client";

import { asLanguage, languageNames, languages } from "@parley/words/language";
import { useLanguage, useWords } from "@parley/words/react";
import { asTheme, themes } from "@/preferences/theme.ts";
import { useSetLanguage, useTheme } from "@/preferences/use-preferences.ts";

const selectClass =
  "h-7 min-w-0 flex-1 truncate rounded-md border border-transparent bg-transparent px-1 text-2xs text-ink-faint hover:border-line-strong hover:text-ink max-lg:h-10 max-lg:text-sm";

/** Light, dark, or as the system is. */
export function ThemeSelect() {
  const say = useWords("shell");
  const [theme, setTheme] = useTheme();
  return (
    <select
      aria-label={say("account.theme")}
      title={say("account.theme")}
      value={theme}
      onChange={(event) => setTheme(asTheme(event.target.value))}
      className={selectClass}
    >
      {themes.map((each) => (
        <option key={each} value={each}>
          {say(`account.themes.${each}`)}
        </option>
      ))}
    </select>
  );
}

/** Each language is called as its speakers call it, so that they find it. */
export function LanguageSelect() {
  const say = useWords("shell");
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  return (
    <select
      aria-label={say("account.language")}
      title={say("account.language")}
      value={language}
      onChange={(event) => setLanguage(asLanguage(event.target.value) ?? "en")}
      className={selectClass}
    >
      {languages.map((each) => (
        <option key={each} value={each} lang={each}>
          {languageNames[each]}
        </option>
      ))}
    </select>
  );
}
