/** Keeps which theme the operator chose; without it, the system's is shown. */
export const themeCookie = "parley-theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What a cookie says, or the system's theme. */
export function asTheme(value: string | undefined): Theme {
  return themes.find((each) => each === value) ?? "system";
}
