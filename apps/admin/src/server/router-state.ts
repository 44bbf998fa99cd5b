/** Next's own bound, in characters as sent. */
const LENGTH_MAX = 40_000;

/**
 * Whether Next can read what its client says of where it is (`Next-Router-State-Tree`). It takes what it cannot read
 * for an accident of its own: an answer of 500, and a stack in the log, for whatever anybody sends.
 */
export function isRouterState(header: string): boolean {
  if (header.length > LENGTH_MAX) return false;
  try {
    return isTree(JSON.parse(decodeURIComponent(header)));
  } catch {
    // Also where it is so deep that nobody could walk through it.
    return false;
  }
}

/** A segment, what stands below it by slot, and up to four more values, which may be left out. */
function isTree(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6) return false;
  const [segment, slots, ...rest]: unknown[] = value;
  return (
    isSegment(segment) &&
    typeof slots === "object" &&
    slots !== null &&
    Object.values(slots).every(isTree) &&
    rest.every((each, at) => each === undefined || (REST[at]?.(each) ?? false))
  );
}

const REST: readonly ((value: unknown) => boolean)[] = [
  (url) => url === null || (Array.isArray(url) && url.length === 2 && url.every(isText)),
  (wish) => wish === null || WISHES.has(wish),
  (hint) => hint === null || typeof hint === "number",
  isText,
];
const WISHES: ReadonlySet<unknown> = new Set(["refetch", "inside-shared-layout", "metadata-only"]);

/** A folder's name, or a parameter: its name, its value, its kind, its neighbours. */
function isSegment(value: unknown): boolean {
  if (isText(value)) return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, key, kind, siblings]: unknown[] = value;
  const areNamed = siblings === null || (Array.isArray(siblings) && siblings.every(isText));
  return isText(name) && isText(key) && isText(kind) && areNamed && KIND.test(kind);
}

const KIND = /^(?:c|oc|d|[cd]i(?:\(\.\)|\(\.\.\)|\(\.\.\.\)|\(\.\.\)\(\.\.\)))$/;

function isText(value: unknown): value is string {
  return typeof value === "string";
}
