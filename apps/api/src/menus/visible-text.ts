/**
 * Takes out of a POS's text what nobody can see and what can mislead: control characters, bidirectional overrides and
 * isolates, zero-width spaces, byte order marks, invisible operators and tags. Joiners stay where a script or an emoji
 * needs them, and so do the marks that Arabic and Hebrew are written with.
 */
export function visibleText(text: string): string {
  return PLAIN.test(text)
    ? text
    : text.replace(SPACING, " ").replace(INVISIBLE, "").replace(JOINERS, kept).trim();
}

/** Whether a text shows nothing at all. */
export function isBlank(text: string): boolean {
  return text.replace(BLANK, "") === "";
}

const PLAIN = /^[\x20-\x7e]*$/;
/** Line breaks and tabs part words. */
const SPACING = /[\t-\r\u0085\u2028\u2029]+/g;
/** The flags of England, Scotland and Wales are a black flag and tags, so tags stay behind one. */
const INVISIBLE =
  /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,6})[\u{e0000}-\u{e007f}]|[\p{Cc}\p{Cs}\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f/gu;
/** Alternatives in this order: needed within an emoji, needed in a script, and any other, which is captured. */
const JOINERS =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}])\u200d(?=\p{Extended_Pictographic})|(?<=(?!\p{Script=Latin})\p{L})[\u200c\u200d](?=[\p{L}\p{M}])|(?<=\p{M})[\u200c\u200d]|([\u200c\u200d])/gu;
const BLANK = /[\p{C}\p{Z}\p{M}\s\u2800]/gu;

function kept(joiner: string, loose: string | undefined): string {
  return loose === undefined ? joiner : "";
}
