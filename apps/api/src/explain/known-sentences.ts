import { messagesOf } from "@parley/words";

/** The rooms whose English sentences are recorded, or written by a package that knows no catalogue. */
type RecordedRoom = "refusals" | "checks";

interface Known<Key> {
  key: Key;
  /** What stands in its places, by the names of the message. */
  values: Record<string, string>;
}

/**
 * Finds sentences of a room again by their English form: which message it is, and with what in it. Null for one that is
 * none of the room's, because somebody else wrote it.
 */
export function sentencesOf<Key extends string>(room: RecordedRoom, isKey: (text: string) => text is Key) {
  const patterns = Object.entries(messagesOf("en", room)).map(([key, english]: [string, string]) => ({
    key,
    names: [...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
    pattern: new RegExp(
      `^${english
        .split(/\{\w+\}/)
        .map(escaped)
        .join("(.+?)")}$`,
      "su",
    ),
  }));
  return (sentence: string): Known<Key> | null => {
    for (const { key, names, pattern } of patterns) {
      const found = pattern.exec(sentence);
      if (found === null || !isKey(key)) continue;
      return { key, values: Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ""])) };
    }
    return null;
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
