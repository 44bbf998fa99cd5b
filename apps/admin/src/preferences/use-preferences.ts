"use client";

import type { Language } from "@parley/words";
import { useRouter } from "next/navigation";
import { createContext, useContext, useState } from "react";
import { languageCookie } from "@/words/language.ts";
import { forgetChoice, keepChoice } from "./keep-choice.ts";
import { type Theme, themeCookie } from "./theme.ts";

/** The theme that the page was drawn in. */
export const DrawnTheme = createContext<Theme>("system");

/** The theme, and how to change it: at once, and for the pages to come. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(useContext(DrawnTheme));
  return [
    theme,
    (chosen) => {
      setTheme(chosen);
      keepChoice(themeCookie, chosen);
      document.documentElement.dataset.theme = chosen;
    },
  ];
}

/** Changes the language, null for what the browser asks for: the page is read again in it. */
export function useSetLanguage(): (language: Language | null) => void {
  const router = useRouter();
  return (language) => {
    if (language === null) forgetChoice(languageCookie);
    else keepChoice(languageCookie, language);
    router.refresh();
  };
}
