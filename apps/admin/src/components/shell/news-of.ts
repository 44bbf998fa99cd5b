interface Named {
  id: string;
}

/**
 * What is to be shown of the issues that are open now: what began since the last look, the newest look's first, and
 * what was shown before and still lasts, in its words of now. The first look only says what was there before.
 *
 * @param args.before ids of those that were open at the last look; null at the first
 */
export function newsOf<Issue extends Named>(args: {
  open: readonly Issue[];
  before: ReadonlySet<string> | null;
  shown: readonly Issue[];
}): Issue[] {
  const { open, before, shown } = args;
  const began = before === null ? [] : open.filter(({ id }) => !before.has(id));
  const lasting = shown.flatMap(({ id }) => open.find((issue) => issue.id === id) ?? []);
  return [...began, ...lasting.filter(({ id }) => !began.some((issue) => issue.id === id))];
}
