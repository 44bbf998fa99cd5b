const places: Readonly<Record<string, (id: string) => string>> = {
  ord: (id) => `/orders/${id}`,
  exc: (id) => `/exchanges/${id}`,
  iss: (id) => `/issues/${id}`,
  loc: (id) => `/menus/${id}`,
  opr: (id) => `/settings/people/${id}`,
  con: (id) => `/connections/${id}`,
};

/** Where a subject is seen, by the kind that its id tells; null where it has no page. */
export function subjectAddress(id: string): string | null {
  const [prefix = ""] = id.split("_", 1);
  return places[prefix]?.(id) ?? null;
}
