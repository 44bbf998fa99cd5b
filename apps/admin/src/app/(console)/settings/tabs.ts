import type { CurrentOperator } from "@/app/(console)/operator.ts";

/** The parts of the settings, in their order; each has its word in the catalogue's `people.tabs`. */
export const settingsTabs = [
  { href: "/settings/people", id: "people", needs: "OPERATORS_EDIT" },
  { href: "/settings/api-keys", id: "keys", needs: "OPERATORS_EDIT" },
  { href: "/settings/sign-in", id: "signIn", needs: "OWNER" },
  { href: "/settings/alerts", id: "alerts", needs: "ALERTS_EDIT" },
  { href: "/settings/redaction", id: "redaction", needs: "OWNER" },
  { href: "/settings/retention", id: "retention", needs: "OWNER" },
  { href: "/settings/environment", id: "environment", needs: "OWNER" },
  { href: "/settings/me", id: "me", needs: null },
] as const;

export type SettingsTab = (typeof settingsTabs)[number];

/** The parts that somebody may use. */
export function tabsFor({ permissions, grants }: CurrentOperator): readonly SettingsTab[] {
  const isOwner = grants.some(({ role }) => role === "OWNER");
  return settingsTabs.filter(({ needs }) => {
    if (needs === null) return true;
    return needs === "OWNER" ? isOwner : permissions.includes(needs);
  });
}
