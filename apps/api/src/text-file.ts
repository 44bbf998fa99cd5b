/** A file's text, and how its bytes were read. */
export interface FileText {
  text: string;
  /** The encoding's name, for people. */
  encoding: string;
  /** Nothing in the bytes says so: most files that are neither UTF-8 nor marked are of this kind. */
  isGuess: boolean;
}

/** Why bytes are not text. */
export type NotText = "workbook" | "old_workbook" | "unknown_encoding" | "other_encoding";

/** The bytes are not text in any encoding that was tried. The message is a sentence for people, in English. */
export class NotTextError extends Error {
  override name = "NotTextError";
  readonly kind: NotText;
  /** The encoding that was named or tried; empty where none was. */
  readonly encoding: string;

  constructor(message: string, kind: NotText, encoding = "") {
    super(message);
    this.kind = kind;
    this.encoding = encoding;
  }
}

/** Marks at a file's beginning that say how it is encoded. The UTF-8 mark comes first, as the longest. */
const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8", encoding: "UTF-8" },
  { bytes: [0xff, 0xfe], label: "utf-16le", encoding: "UTF-16LE" },
  { bytes: [0xfe, 0xff], label: "utf-16be", encoding: "UTF-16BE" },
] as const;

const SPREADSHEETS = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: "workbook", what: "an Excel workbook or another archive" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: "old_workbook", what: "an old Excel workbook" },
] as const;

/**
 * Text as people's programs save it: UTF-8 or UTF-16 by its mark, UTF-16 without one, UTF-8, else Windows-1252,
 * which Excel writes in western countries. No byte is ever replaced: what does not decode is refused, so that
 * two different texts never become one.
 * @param named an encoding that the caller knows better, by a WHATWG label such as `windows-1251` or `shift_jis`
 * @throws NotTextError
 */
export function decodeText(bytes: Uint8Array, named: string | null = null): FileText {
  if (named !== null) return decodeAs(bytes, named, named.toLowerCase());
  const workbook = SPREADSHEETS.find((one) => startsWith(bytes, one.bytes));
  if (workbook !== undefined) {
    throw new NotTextError(`This is ${workbook.what}, not text.`, workbook.kind);
  }
  const mark = MARKS.find((one) => startsWith(bytes, one.bytes));
  if (mark !== undefined) {
    return decodeAs(bytes.subarray(mark.bytes.length), mark.label, mark.encoding);
  }
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return decodeAs(bytes, wide, wide.toUpperCase());
  try {
    return decodeAs(bytes, "utf-8", "UTF-8");
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
    return decodeAs(bytes, "windows-1252", "Windows-1252", true);
  }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, at) => bytes[at] === byte);
}

function decodeAs(bytes: Uint8Array, label: string, encoding: string, isGuess = false): FileText {
  try {
    return { encoding, isGuess, text: new TextDecoder(label, { fatal: true }).decode(bytes) };
  } catch (error) {
    // RangeError for a label that is unknown, TypeError for bytes that do not decode.
    const isUnknown = error instanceof RangeError;
    throw isUnknown
      ? new NotTextError(`There is no encoding "${label}".`, "unknown_encoding", label)
      : new NotTextError(`This is not text in ${encoding}.`, "other_encoding", encoding);
  }
}

/** ASCII in UTF-16 has a zero in every other byte; no other text has one at all. */
function unmarkedUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const head = bytes.subarray(0, 256);
  if (head.length < 4 || bytes.length % 2 !== 0) return null;
  const zerosAt = (parity: number) => head.filter((byte, at) => at % 2 === parity && byte === 0).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  const many = head.length / 4;
  if (odd > many && even === 0) return "utf-16le";
  return even > many && odd === 0 ? "utf-16be" : null;
}
