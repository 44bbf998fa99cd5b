/** Text that is not JSON as the bridge allows it. */
export class BridgeJsonError extends Error {
  override name = "BridgeJsonError";
}

const DEPTH_MAX = 64;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** NUL and lone surrogates: neither UTF-8 nor a database keeps them. They can only come as escapes. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Reads a body: strict UTF-8, at most 64 levels deep, no key that could reach a prototype, no text
 * that could not be stored.
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
  return value;
}

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
