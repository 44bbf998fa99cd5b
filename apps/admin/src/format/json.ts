/**
 * A recorded body made readable: JSON is indented, anything else comes back as it was.
 * Numbers keep the text that was sent: `29.10` must not turn into `29.1` before the eyes of somebody who is looking
 * for a digest mistake, so the text is re-spaced and never parsed into values.
 */
export function indentJson(text: string): string {
  if (!isJson(text)) return text;
  let out = "";
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (inString) {
      out += char;
      if (char === "\\") {
        at += 1;
        out += text.charAt(at);
      } else if (char === '"') inString = false;
    } else if (char === '"') {
      inString = true;
      out += char;
    } else if (char === "{" || char === "[") {
      const closing = nextInk(text, at + 1);
      if (closing.char === "}" || closing.char === "]") {
        out += char + closing.char;
        at = closing.at;
      } else {
        depth += 1;
        out += char + lineBreak(depth);
      }
    } else if (char === "}" || char === "]") {
      depth -= 1;
      out += lineBreak(depth) + char;
    } else if (char === ",") out += char + lineBreak(depth);
    else if (char === ":") out += ": ";
    else if (!/\s/.test(char)) out += char;
  }
  return out;
}

function lineBreak(depth: number): string {
  return `\n${"  ".repeat(depth)}`;
}

function nextInk(text: string, from: number): { char: string; at: number } {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return { char: text.charAt(at), at };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
