import { IMPORT_MAX } from "@parley/limits";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_ORIGIN, openTestDoor, type TestDoor } from "../testing/door.ts";

/** A file of mappings from a browser: sent, looked at, imported, undone, and refused where it must be. */

let door: TestDoor;
let admin: Record<string, string>;

beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("admin");
});
afterAll(() => door[Symbol.asyncDispose]());

const CSV = { "content-type": "text/csv" };

async function send(headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) {
  const answer = await fetch(`${door.url}/mapping-imports`, { method: "POST", headers, body });
  return { status: answer.status, body: Object(await answer.json()) };
}

function csv(...rows: string[]): string {
  return ["connection,par_location_id,location", ...rows, ""].join("\r\n");
}

const row = (parId: string, code = door.own.location.code) => `${door.own.connection.slug},${parId},${code}`;

async function sent(...rows: string[]): Promise<string> {
  const { body } = await send({ ...admin, ...CSV, "x-file-name": "caf%C3%A9.csv" }, csv(...rows));
  expect(body).toMatchObject({ fileName: "caf\u00e9.csv" });
  return String(body.id);
}

async function look(id: string, headers = admin, more = "") {
  const text = `query($id: ID!) { dryRunImport(id: $id) { digest created changed unchanged wrong problemCount encoding separator
    kind problems(limit: 2) { line column value reason } changes { line parId target before result warnings } ${more} } }`;
  const { body } = await door.ask(headers, text, { id });
  expect(body.errors).toBeUndefined();
  return Object(body.data).dryRunImport;
}

async function act(name: "importMappings" | "undoImport", input: object, headers = admin) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { __typename
    ... on Error { code message } ... on MappingImport { id created changed undone importedBy undoneBy }
    ${name === "undoImport" ? "... on ChangedSince { count parIds }" : ""} } }`;
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  return Object(Object(body.data)[name]);
}

describe("a file from a browser", () => {
  it("is looked at, imported, listed and undone", async () => {
    const id = await sent(row("G-1"), row("G-2", "NOWHERE"), row("a|b", "NOWHERE"));
    const plan = await look(id);
    expect(plan).toMatchObject({
      ...{ created: 1, changed: 0, wrong: 2, problemCount: 3, kind: "LOCATION", separator: "COMMA" },
      problems: [
        { line: 3, column: "location", value: "NOWHERE", reason: 'There is no store "NOWHERE".' },
        { line: 4, column: "par_location_id", value: "a|b" },
      ],
      changes: [{ line: 2, parId: "G-1", before: null, result: "CREATED", warnings: [] }],
    });
    const { digest } = plan;
    expect(await act("importMappings", { importId: id, digest })).toMatchObject({ code: "INVALID" });
    expect(await act("importMappings", { importId: id, digest: "other", leaveOutWrong: true })).toMatchObject(
      {
        code: "CONFLICT",
      },
    );
    const done = await act("importMappings", { importId: id, digest, leaveOutWrong: true });
    expect(done).toMatchObject({
      __typename: "MappingImport",
      id,
      created: 1,
      changed: 0,
      importedBy: "Ada",
    });
    const { body } = await door.ask(admin, "{ mappingImports { id fileName undoneAt } }");
    expect(body.data).toEqual({ mappingImports: [{ id, fileName: "caf\u00e9.csv", undoneAt: null }] });
    expect(await look(id)).toBeNull();
    expect(await act("undoImport", { importId: id })).toMatchObject({ undone: 1, undoneBy: "Ada" });
    expect(await act("undoImport", { importId: id })).toMatchObject({ code: "CONFLICT" });
  });

  it("leaves alone what somebody changed since, where that is said", async () => {
    const id = await sent(row("G-3"), row("G-4"));
    await act("importMappings", { importId: id, digest: (await look(id)).digest });
    const { body } = await door.ask(admin, "{ mappings(kind: LOCATION) { id parId } }");
    const mappings: { id: string; parId: string }[] = Object(body.data).mappings;
    const mappingId = mappings.find(({ parId }) => parId === "G-3")?.id;
    await door.ask(admin, "mutation($id: ID!) { endMapping(input: { mappingId: $id }) { __typename } }", {
      id: mappingId,
    });
    expect(await act("undoImport", { importId: id })).toMatchObject({
      __typename: "ChangedSince",
      count: 1,
      parIds: ["G-3"],
    });
    expect(await act("undoImport", { importId: id, leaveOutChanged: true })).toMatchObject({ undone: 1 });
  });

  it("is there for nobody else of the brand, and for nobody of another", async () => {
    const id = await sent(row("G-5"));
    const { digest } = await look(id);
    for (const other of [await door.headersOf("admin"), await door.headersOf("admin", "other")]) {
      expect(await look(id, other)).toBeNull();
      expect(await act("importMappings", { importId: id, digest }, other)).toMatchObject({
        code: "NOT_FOUND",
      });
    }
    for (const role of ["support", "viewer"] as const) {
      const less = await door.headersOf(role);
      expect(await look(id, less)).toBeNull();
      expect(await act("importMappings", { importId: id, digest }, less)).toMatchObject({
        code: "NOT_ALLOWED",
      });
      expect(await act("undoImport", { importId: id }, less)).toMatchObject({ code: "NOT_ALLOWED" });
      expect(await send({ ...less, ...CSV }, csv(row("G-5")))).toMatchObject({ status: 403 });
    }
  });

  it("shows no more of a file than a page", async () => {
    const id = await sent(...Array.from({ length: 130 }, (_, at) => row(`H-${at}`)));
    const pages = "first: changes(limit: 1000) { line } rest: changes(offset: 100) { line }";
    const { first, rest } = await look(id, admin, pages);
    expect([first.length, rest.length, rest[0].line]).toEqual([100, 30, 102]);
  });
});

describe("an upload", () => {
  it.each([
    ["of a workbook", "PK\u0003\u0004 and more", /Excel workbook.*Save it as "CSV UTF-8/],
    ["of something else", "a,b,c\r\n", /no header that is known.*first line names the columns/],
  ])("%s is refused with what to do", async (_what, text, message) => {
    const { status, body } = await send({ ...admin, ...CSV }, text);
    expect(status).toBe(422);
    expect(body.errors[0]).toMatchObject({ message: expect.stringMatching(message) });
  });

  it.each<[string, number, Record<string, string>]>([
    ["another site's page", 403, { origin: "https://evil.example", ...CSV }],
    ["a form, whose types need no leave of ours", 415, { "content-type": "text/plain" }],
  ])("of %s is refused", async (_who, status, headers) => {
    expect(await send({ ...admin, ...headers }, csv(row("G-6")))).toMatchObject({ status });
  });

  it("of the admin's own page is taken", async () => {
    expect(await send({ ...admin, ...CSV, origin: ADMIN_ORIGIN }, csv(row("G-7")))).toMatchObject({
      status: 201,
    });
  });

  it("of nobody is refused", async () => {
    expect(await send(CSV, csv(row("G-8")))).toMatchObject({ status: 401 });
  });

  it("that is larger than a file may be is refused, also where its length is not said", async () => {
    const large = new Uint8Array(IMPORT_MAX.bytes + 1);
    expect(await send({ ...admin, ...CSV }, large)).toMatchObject({ status: 413 });
    let left = Math.ceil(IMPORT_MAX.bytes / 65_536) + 1;
    const stream = new ReadableStream({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const init = { method: "POST", headers: { ...admin, ...CSV }, body: stream, duplex: "half" } as const;
    const answer = await fetch(`${door.url}/mapping-imports`, init).catch(() => null);
    // Who is refused while it still sends may see the connection end first.
    expect([413, undefined]).toContain(answer?.status);
    const [kept] = await door.test.db.sql`select max(size) as size from mapping_imports`;
    expect(Number(kept?.size)).toBeLessThan(IMPORT_MAX.bytes);
  });
});
