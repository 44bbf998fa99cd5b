/** Text that is not JSON as the bridge allows it. */
export class BridgeJsonError extends Error {
  override name = "BridgeJsonError";
  /** `key_twice`: it is JSON, but readers may take either of two values. */
  readonly reason: "not_json" | "key_twice";

  constructor(message: string, options: ErrorOptions & { reason?: "not_json" | "key_twice" } = {}) {
    super(message, options);
    this.reason = options.reason ?? "not_json";
  }
}

const DEPTH_MAX = 64;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** NUL and lone surrogates: neither UTF-8 nor a database keeps them. They can only come as escapes. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Reads a body: strict UTF-8, at most 64 levels deep, no key that could reach a prototype, no text
 * that could not be stored, and no key twice in one object.
 * @throws BridgeJsonError
 */
export function parseBridgeJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BridgeJsonError("The body is not JSON", { cause });
  }
  checkShape(value, text.includes("\\u"));
  if (hasKeyTwice(text, value))
    throw new BridgeJsonError("The body has a key twice", { reason: "key_twice" });
  return value;
}

/**
 * Whether a JSON text has a key twice in one object, so that two readers may understand two things by it.
 * @param value what `JSON.parse` made of the text
 */
export function hasKeyTwice(text: string, value: unknown): boolean {
  let members = 0;
  let level: unknown[] = [value];
  while (level.length > 0) {
    const next: unknown[] = [];
    for (const entry of level) {
      if (typeof entry !== "object" || entry === null) continue;
      const values = Object.values(entry);
      if (!Array.isArray(entry)) members += values.length;
      for (const one of values) next.push(one);
    }
    level = next;
  }
  return members !== countMembers(text);
}

/** How many members the objects of a valid JSON text have as written: its colons outside of strings. */
function countMembers(text: string): number {
  let count = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) isInString = !isInString;
    else if (unit === BACKSLASH) at += 1;
    else if (unit === COLON && !isInString) count += 1;
  }
  return count;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new BridgeJsonError("The body is not UTF-8", { cause });
  }
}

/** Walks without recursion, so that depth costs no stack. */
function checkShape(root: unknown, hasEscapes: boolean): void {
  const checkText = (text: string) => {
    if (!hasEscapes) return;
    if (text.includes("\0") || LONE_SURROGATE.test(text))
      throw new BridgeJsonError("The body holds text that is no Unicode");
  };
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) throw new BridgeJsonError(`The body is nested deeper than ${DEPTH_MAX} levels`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "string") checkText(value);
      if (typeof value !== "object" || value === null) continue;
      if (Array.isArray(value)) {
        for (const entry of value) next.push(entry);
        continue;
      }
      for (const [key, entry] of Object.entries(value)) {
        if (FORBIDDEN_KEYS.has(key)) throw new BridgeJsonError(`The key ${key} is not allowed`);
        checkText(key);
        next.push(entry);
      }
    }
    level = next;
  }
}
