/** The parts of the settings, in their order; each has its word in the catalogue's `people.tabs`. */
export const settingsTabs = [
  { href: "/settings/people", id: "people" },
  { href: "/settings/alerts", id: "alerts" },
] as const;
