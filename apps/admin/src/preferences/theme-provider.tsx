"use client";

import type { ReactNode } from "react";
import type { Theme } from "./theme.ts";
import { DrawnTheme } from "./use-preferences.ts";

/** Tells the client leaves in which theme the server drew the page. */
export function ThemeProvider({ theme, children }: { theme: Theme; children: ReactNode }) {
  return <DrawnTheme value={theme}>{children}</DrawnTheme>;
}
