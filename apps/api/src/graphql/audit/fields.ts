import { type Language, messagesOf } from "@parley/words";

/** A field of an entry's detail: what it was and is, or, with `from` left out, what is said of the change. */
export interface Field {
  /** What was changed within another field stands behind a point: `switches.jwt_key`. */
  name: string;
  from: string | null;
  to: string | null;
  isChange: boolean;
  /** The values themselves, to be named. */
  before: unknown;
  after: unknown;
}

/** The fields of an entry's detail, in their order; settings that were changed together one by one. */
export function fieldsOf(detail: unknown): Field[] {
  return Object.entries(Object(detail)).flatMap(([name, value]) => {
    if (!isPair(value)) return isPlain(value) ? toldOf(name, value) : fieldOf(name, false, null, value);
    const { from, to } = value;
    return isPlain(from) && isPlain(to) ? changesOf(name, from, to) : fieldOf(name, true, from, to);
  });
}

/** What a field is called; what the catalogue does not know is called by its own name, word by word. */
export function labelOf(name: string, language: Language): string {
  const known: Readonly<Record<string, string>> = messagesOf(language, "audit").field;
  const [first = name, ...within] = name.split(".");
  const label =
    known[first] ??
    first.replace(/_/g, " ").replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return [label, ...within].join(" · ");
}

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPair(value: unknown): value is { from: unknown; to: unknown } {
  return isPlain(value) && "from" in value && "to" in value;
}

function toldOf(name: string, value: Plain): Field[] {
  return Object.entries(value).map(([key, each]) => fieldOf(`${name}.${key}`, false, null, each));
}

function changesOf(name: string, from: Plain, to: Plain): Field[] {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = keys.filter((key) => JSON.stringify(from[key]) !== JSON.stringify(to[key]));
  return changed.map((key) => fieldOf(`${name}.${key}`, true, from[key], to[key]));
}

function fieldOf(name: string, isChange: boolean, before: unknown, after: unknown): Field {
  return { name, isChange, before, after, from: textOf(before), to: textOf(after) };
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.length === 0 ? null : value.map(memberText).join(", ");
}

/** A member of a list: of an item its id, of anything else what is in it. */
function memberText(member: unknown): string {
  if (!isPlain(member)) return textOf(member) ?? "";
  if (typeof member.itemId === "string") return member.itemId;
  return Object.values(member)
    .flatMap((value) => textOf(value) ?? [])
    .join(" ");
}
