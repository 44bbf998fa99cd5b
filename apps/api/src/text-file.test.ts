import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, NotTextError } from "./text-file.ts";

const le = (text: string) => Buffer.from(text, "utf16le");
const be = (text: string) => Buffer.from(text, "utf16le").swap16();
const LINE = "connection,par_location_id,location\r\nyt,PAR-Caf\u00e9-7,YC-1\r\n";

describe("decodeText", () => {
  it.each<[string, Uint8Array, string]>([
    ["UTF-8", Buffer.from(LINE), "UTF-8"],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${LINE}`), "UTF-8"],
    ["UTF-16LE with a mark, as Excel's Unicode text", le(`\ufeff${LINE}`), "UTF-16LE"],
    ["UTF-16BE with a mark", be(`\ufeff${LINE}`), "UTF-16BE"],
    ["UTF-16LE without one", le(LINE), "UTF-16LE"],
    ["UTF-16BE without one", be(LINE), "UTF-16BE"],
    ["Windows-1252", Buffer.from(LINE, "latin1"), "Windows-1252"],
  ])("I: reads %s", (_name, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: LINE, encoding, isGuess: encoding === "Windows-1252" });
  });

  it("takes the caller's word for the encoding", () => {
    const bytes = Uint8Array.from([0xca, 0xe0, 0xf4, 0xe5]);
    expect(decodeText(bytes, "Windows-1251")).toMatchObject({ text: "Кафе", isGuess: false });
    expect(() => decodeText(bytes, "ebcdic")).toThrow('There is no encoding "ebcdic".');
    expect(() => decodeText(Uint8Array.from([0xff]), "utf-8")).toThrow(NotTextError);
  });

  it("refuses workbooks, and says what they are", () => {
    expect(() => decodeText(Buffer.from("PK\u0003\u0004\u0014"))).toThrow(/Excel workbook/);
    expect(() => decodeText(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toThrow(/old Excel/);
  });

  it("never makes one text of two files of bytes that begin alike", () => {
    // All but a mark, which is no text, is kept: files of one encoding that differ differ as texts.
    const bytes = fc.uint8Array({ maxLength: 20 }).map((tail) => Uint8Array.from([0x61, ...tail]));
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        fc.pre(Buffer.compare(one, other) !== 0);
        const [first, second] = [tryDecode(one), tryDecode(other)];
        fc.pre(first !== null && second !== null && first.encoding === second.encoding);
        expect(first?.text).not.toBe(second?.text);
      }),
    );
  });
});

function tryDecode(bytes: Uint8Array) {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (error instanceof NotTextError) return null;
    throw error;
  }
}
