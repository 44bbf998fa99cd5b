import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { readMappingFile, UnreadableFileError } from "./read-file.ts";

const say = wordsIn("en")("imports");
const readIt = (file: Uint8Array, named?: string) => readMappingFile(file, say, named);

const HEAD = "connection,par_location_id,location";
const bytes = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n`);
const ids = async (file: Uint8Array) => (await readIt(file)).rows.map(({ parId }) => parId);

describe("readMappingFile", () => {
  it("I: reads an id in Windows-1252 without loss, and says that the encoding is a guess", async () => {
    const text = `${HEAD}\r\nyt,PAR-Caf\u00e9-7,YC-1\r\nyt,PAR-Caf\u00e8-7,YC-2\r\n`;
    const file = await readIt(Buffer.from(text, "latin1"));
    expect(file.rows.map(({ parId }) => parId)).toEqual(["PAR-Caf\u00e9-7", "PAR-Caf\u00e8-7"]);
    expect(file).toMatchObject({ encoding: "Windows-1252", warnings: [/not UTF-8.*--encoding/] });
    expect(file.rows[0]?.notes).toEqual(["Read as Windows-1252, which is a guess."]);
    expect((await readIt(Buffer.from(`${HEAD}\r\nyt,A-1,\u0141\u00f3d\u017a\r\n`))).warnings).toEqual([]);
  });

  it.each([
    [";", bytes("connection;par_location_id;location", "yt;A-1;YC-1")],
    ["\t", bytes("connection\tpar_location_id\tlocation", "yt\tA-1\tYC-1")],
    ["\t", Buffer.from("\ufeffconnection\tpar_location_id\tlocation\r\nyt\tA-1\tYC-1\r\n", "utf16le")],
    [";", bytes("sep=;", "connection;par_location_id;location", "yt;A-1;YC-1")],
    [",", bytes('"PAR Location ID","Connection","Location"', "A-1,yt,YC-1")],
    [",", bytes("par-location-id, connection ,LOCATION,remark", "A-1,yt,YC-1,as of May")],
    [",", Buffer.from(`${HEAD}\ryt,A-1,YC-1\r`)],
  ])("I: finds the separator %j by the header", async (separator, file) => {
    expect(await readIt(file)).toMatchObject({
      kind: "location",
      separator,
      rows: [{ connection: "yt", parId: "A-1", target: "YC-1" }],
    });
  });

  it("I: skips rows without any value, counts them, and keeps the lines' numbers", async () => {
    const file = await readIt(bytes(HEAD, "yt,A-1,YC-1", ",,", "", " , ,", "yt,A-2,YC-2", ",,", ",,"));
    expect(file.rows.map(({ line, parId }) => [line, parId])).toEqual([
      [2, "A-1"],
      [6, "A-2"],
    ]);
    expect(file.emptyRows).toBe(4);
  });

  it("keeps the numbers of lines behind Excel's note of the separator", async () => {
    const file = bytes("sep=;", "connection;par_location_id;location", "yt;A-1;YC-1");
    expect((await readIt(file)).rows[0]?.line).toBe(3);
  });

  it.each(['="00042"', '"=""00042"""'])("I: reads %s as the id that it shows, and notes it", async (cell) => {
    const [row] = (await readIt(bytes(HEAD, `yt,${cell},YC-1`))).rows;
    expect(row).toMatchObject({
      parId: "00042",
      notes: ["Read as 00042, without the formula around it."],
    });
  });

  it("ignores blank cells behind the header's last column", async () => {
    expect(await ids(bytes(HEAD, "yt,A-2,YC-2,,"))).toEqual(["A-2"]);
  });

  it.each([
    ["an empty file", Buffer.from(""), "The file is empty."],
    ["a header of something else", bytes("a,b,c"), "The file has no header that is known."],
    ["a workbook", Buffer.from("PK\u0003\u0004"), "This is an Excel workbook or another archive, not text."],
  ])("refuses %s with the next step", async (_name, file, message) => {
    const error = await readIt(file).catch((thrown: unknown) => thrown);
    expect(error instanceof UnreadableFileError && error.message).toBe(message);
    expect(error instanceof UnreadableFileError && error.nextStep).toMatch(/\.$/);
  });

  it.each([
    [
      "is too short",
      ["yt,A-1"],
      ["location", "", /^The row has 2 cells where the header has 3\. Put values/],
    ],
    ["has one cell", ["yt"], ["par_location_id", "", /^The row has 1 cell where/]],
    ["is too long", ["yt,A,1,YC-1"], ["column 4", "YC-1", /^The row has 4 cells where the header has 3\./]],
    ["has a quote that never closes", ['yt,"A-1,YC-1'], ["par_location_id", '"A-1', /double quote opens/]],
    [
      "has a quote that closes in a later row",
      ['yt,"A-1,YC-1', 'yt,A-3",YC-3'],
      ["par_location_id", '"A-1', /opens/],
    ],
    ["has text behind its quotes", ['yt,"A-1"x,YC-1'], ["par_location_id", '"A-1"x', /none closes it/]],
  ])(
    "I: a row that %s is one error, and hides no other row",
    async (_what, lines, [column, value, reason = ""]) => {
      const { rows } = await readIt(bytes(HEAD, "yt,A-0,YC-0", ...lines, "", "yt", "yt,A-9,YC-9"));
      const last = lines.length + 4;
      expect(rows[1]).toMatchObject({
        line: 3,
        problem: { column, value, reason: expect.stringMatching(reason) },
      });
      expect(rows.slice(-2)).toMatchObject([
        { line: last, problem: { column: "par_location_id" } },
        { line: last + 1, parId: "A-9", problem: null },
      ]);
      expect(rows[0]).toMatchObject({ line: 2, parId: "A-0", problem: null });
    },
  );

  it("I: names a column that is there twice beside all else that is wrong", async () => {
    const { rows } = await readIt(bytes(`${HEAD},location`, "yt,A-1,YC-1,YC-1", "yt"));
    expect(rows).toMatchObject([
      {
        line: 1,
        problem: { column: "location", reason: expect.stringMatching(/^The column is there twice/) },
      },
      { line: 2, target: "YC-1", problem: null },
      { line: 3, problem: { column: "par_location_id" } },
    ]);
  });

  it("I: reads a remark of several lines, and cells in quotes with blanks around them", async () => {
    const file = bytes(
      `${HEAD},remark`,
      'yt,A-1,YC-1,"as of May,\nsays ""Kim"""',
      'yt, "A-2" ,"YC-2",ok',
      "yt",
    );
    expect((await readIt(file)).rows).toMatchObject([
      { line: 2, parId: "A-1", target: "YC-1", problem: null },
      { line: 4, parId: "A-2", target: "YC-2", problem: null },
      { line: 5, problem: { column: "par_location_id" } },
    ]);
  });

  it("I: reads each row after a remark whose quote never closes", async () => {
    const { rows } = await readIt(bytes(`${HEAD},remark`, 'yt,A-1,YC-1,"as of', 'yt,A-2,YC-2,"May"'));
    expect(rows).toMatchObject([
      { problem: { column: "remark", value: '"as of' } },
      { parId: "A-2", problem: null },
    ]);
  });

  it("reads a file in the encoding that it is told", async () => {
    const sjis = Buffer.from([0x93, 0x8c, 0x8b, 0x9e]);
    const file = Buffer.concat([bytes(HEAD), Buffer.from("yt,"), sjis, Buffer.from(",YC-1\r\n")]);
    expect((await readIt(file, "shift_jis")).rows[0]).toMatchObject({ parId: "\u6771\u4eac", notes: [] });
  });

  it("trims the blanks around cells, which spreadsheets do not show", async () => {
    expect(await ids(bytes(HEAD, "yt, A-1\u00a0,YC-1"))).toEqual(["A-1"]);
  });

  it("lets others of the process run while it reads a file of many rows", async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `yt,PAR-${at},YC-1`);
    let turns = 0;
    let isReading = true;
    const turn = () => {
      turns += 1;
      if (isReading) setImmediate(turn);
    };
    setImmediate(turn);
    const { rows } = await readIt(bytes(HEAD, ...lines));
    isReading = false;
    expect(rows).toHaveLength(20_000);
    expect(turns).toBeGreaterThanOrEqual(20);
  });
});
