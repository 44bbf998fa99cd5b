/** Marks up text for a terminal, or leaves it alone. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

/** A painter that colours only where `colours` is true. */
export function createPaint(colours: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    colours ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    good: style(32, 39),
    bad: style(31, 39),
    warn: style(33, 39),
  };
}

/**
 * Makes text from a server harmless to a terminal: control and format characters become their escapes, so that
 * an answer can neither move the cursor nor colour the screen. Newlines stay.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (unit) =>
    unit === "\n" ? unit : `\\u${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
