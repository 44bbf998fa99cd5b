import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocationId } from "@parley/db";
import { everyBrand } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { insertExchanges } from "@parley/db/exchanges";
import { listMappings, upsertUnmapped } from "@parley/db/mappings";
import { claimDueMenuPulls, recordMenuFailure, storeMenu } from "@parley/db/menus";
import { insertOrder, recordResult } from "@parley/db/orders";
import { setLocationPos } from "@parley/db/stores";
import { insertTestStore, type TestStore, testExchange, testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueCertain } from "../stores/mappings/testing/queued.ts";
import { type Cli, openCli } from "./testing/cli.ts";

const START = new Date("2026-11-23T12:00:00.000Z");
const after = (ms: number) => new Date(START.getTime() + ms);

let cli: Cli;
let store: TestStore;
let folder: string;
beforeAll(async () => {
  cli = await openCli();
  store = await insertTestStore(cli);
  folder = mkdtempSync(join(tmpdir(), "parley-cli-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cli[Symbol.asyncDispose]();
});

async function placeOrder(onlineOrderId: string, guestName = "Ada Lovelace"): Promise<string> {
  const args = testOrder(store, { onlineOrderId, receivedAt: START, guestName });
  await insertOrder(cli.db, args);
  const placed = testPlaced(args.order.id, { posOrderId: `POS-${onlineOrderId}` });
  await recordResult(cli.db, { ...placed, now: after(800) });
  return args.order.id;
}

describe("orders", () => {
  it("are listed with money in cents, and found by any id", async () => {
    const id = await placeOrder("WEB-1001");
    const found = await cli.parley(["orders", "list", "--search", "WEB-1001", "--json"]);
    expect(found.json).toMatchObject({
      orders: [
        { id, state: "placed", grand_total_cents: 2910, currency: "USD", location: store.location.code },
      ],
      is_more: false,
    });
    const table = await cli.parley(["orders", "list", "--state", "placed", "--search", "POS-WEB-1001"]);
    expect(table.stdout).toMatch(
      /^RECEIVED +STATE +STORE +ONLINE ORDER +TOTAL +POS ORDER +ID\n2026-11-23T12:00:00\.000Z +placed .*WEB-1001 +29\.10 USD +POS-WEB-1001/,
    );
    const none = await cli.parley(["orders", "list", "--state", "errored"]);
    expect(none).toMatchObject({ code: 0, stdout: "No order fits.\n" });
  });

  it("are traced by each of their ids: why first, then everything in order of time", async () => {
    const id = await placeOrder("WEB-2002");
    const about = { orderId: id, brandId: store.brand.id, connectionId: store.connection.id };
    await insertExchanges(cli.db, [
      testExchange({ ...about, at: START }),
      testExchange({
        ...about,
        at: after(100),
        direction: "out",
        method: "PUT",
        path: "/v1/stores/1/orders/r",
      }),
    ]);
    const trace = await cli.parley(["order", "trace", "WEB-2002", "--json"]);
    expect(trace.json).toMatchObject({
      order: { id, online_order_id: "WEB-2002", pos_order_id: "POS-WEB-2002", grand_total_cents: 2910 },
      autopsy: { sentence: expect.stringContaining("as POS-WEB-2002, 0.8 s after PAR sent it"), tone: "ok" },
      timeline: [
        { type: "exchange", direction: "in" },
        { type: "event", kind: "received" },
        { type: "attempt", number: 1 },
        { type: "exchange", direction: "out" },
        { type: "result", outcome: "placed" },
        { type: "event", kind: "placed", from_state: "dispatching", to_state: "placed" },
      ],
    });
    const text = await cli.parley(["order", "trace", id]);
    expect(text.stdout).toMatch(/^Placed at .+ as POS-WEB-2002, 0\.8 s after PAR sent it\.\nWhose job: /);
    expect(text.stdout).toMatch(/we asked the POS: PUT \/v1\/stores\/1\/orders\/r = 200 in 1\.5 ms, exc_\w+/);
    const { request_uid } = Object(Reflect.get(Object(trace.json), "order"));
    const byUid = await cli.parley(["order", "trace", String(request_uid), "--json"]);
    expect(byUid.json).toMatchObject({ order: { id } });
  });

  it("do not answer to the beginning of an id", async () => {
    await placeOrder("WEB-3003");
    expect((await cli.parley(["order", "trace", "WEB-300", "--json"])).json).toMatchObject({
      error: { code: "not_found" },
    });
  });

  // B: found by none of its readings is never told as "there is none".
  it("are not said to be missing where a search finds none", async () => {
    for (const command of ["trace", "confirm-placed", "confirm-absent", "resend", "settle-dispute"]) {
      const options = {
        "confirm-placed": ["--pos-order-id", "P-1"],
        "confirm-absent": ["--attempt", "1"],
        resend: ["--attempt", "1"],
      };
      const rest = Object.entries(options).find(([name]) => name === command)?.[1] ?? [];
      const { code, stderr } = await cli.parley(["order", command, "ABCDEFG-NONE", ...rest]);
      expect([code, stderr], command).toEqual([
        1,
        expect.stringContaining('No order was found by the id "ABCDEFG-NONE".'),
      ]);
      expect(stderr).toContain("That does not mean that there is none");
    }
    const { stdout } = await cli.parley(["orders", "list", "--search", "0999"]);
    expect(stdout).toContain(
      'No order was found by "0999", looked up as an id (0999), the end of an order number (0999), a till\'s number (999), a phone number (0999)',
    );
    expect(stdout).toContain("That does not mean that there is none.");
  });

  it("are found by ids in another case and pasted with their surroundings", async () => {
    const id = await placeOrder("WEB-5005");
    for (const text of [
      "web-5005",
      "WEB5005",
      ' "WEB-5005" ',
      id.toUpperCase(),
      `http://localhost:3000/orders/${id}`,
      "pos-web-5005",
    ]) {
      expect((await cli.parley(["order", "trace", text, "--json"])).json, text).toMatchObject({
        order: { id },
      });
    }
  });

  it("show beside them the submits that never became one", async () => {
    const refused = testExchange({
      status: 422,
      code: "unmapped_location",
      onlineOrderId: "GONE-1",
      connectionId: store.connection.id,
    });
    const unauthenticated = testExchange({ status: 401, onlineOrderId: "GONE-1" });
    await insertExchanges(cli.db, [refused, unauthenticated]);
    const found = await cli.parley(["orders", "list", "--search", "gone1", "--json"]);
    expect(found.json).toMatchObject({ orders: [], refused_submits: [{ id: refused.id, status: 422 }] });
    const all = await cli.parley(["orders", "list", "--search", "gone1", "--unauthenticated", "--json"]);
    expect(all.json).toMatchObject({
      refused_submits: expect.arrayContaining([expect.objectContaining({ id: unauthenticated.id })]),
    });
    const { stderr } = await cli.parley(["order", "trace", "GONE-1"]);
    expect(stderr).toContain("refused before they became an order");
    expect(stderr).toContain(refused.id);
  });

  it("cannot steer the terminal", async () => {
    await placeOrder("WEB-4004-\u001b[31m");
    const { stdout } = await cli.parley(["orders", "list", "--search", "WEB-4004"]);
    expect(stdout).toContain("WEB-4004-·[31m");
    expect(stdout).not.toContain("\u001b");
  });
});

describe("unmapped ids", () => {
  it("are listed with the connection that they came on", async () => {
    const { connection } = store;
    await upsertUnmapped(cli.db, {
      connectionId: connection.id,
      kind: "location",
      parId: "PAR-LOC-NEW",
      parOrganizationId: store.parOrganizationId,
      exchangeId: null,
      now: START,
    });
    const listed = await cli.parley(["unmapped", "list", "--connection", connection.slug, "--json"]);
    expect(listed.json).toMatchObject({
      unmapped: [{ connection: connection.slug, kind: "location", par_id: "PAR-LOC-NEW", seen_count: 1 }],
    });
    await cli.parley([
      "map",
      "location",
      "PAR-LOC-NEW",
      store.location.code,
      "--connection",
      connection.slug,
    ]);
    expect((await cli.parley(["unmapped", "list"])).stdout).toMatch(/^Nothing waits/);
  });
});

describe("unmapped accept", () => {
  it("says what is certain and why, maps it as one import, and leaves out what is named", async () => {
    for (const code of ["SURE-11", "SURE-22"]) await queueCertain(cli.db, store, code);
    const only = ["unmapped", "accept", "--certain", "--connection", store.connection.slug];
    const looked = await cli.parley([...only, "--dry-run", "--json"]);
    const row = (parId: string) => ({
      par_id: parId,
      score: 0.99,
      reason: expect.stringContaining("own code"),
    });
    expect(Object(looked.json).certain).toEqual(
      expect.arrayContaining([
        expect.objectContaining(row("SURE-11")),
        expect.objectContaining(row("SURE-22")),
      ]),
    );
    const done = await cli.parley([...only, "--except", "SURE-22", "--json"]);
    expect(done.json).toMatchObject({
      certain: [{ par_id: "SURE-11" }],
      import: expect.stringMatching(/^imp_/),
    });
    const undone = await cli.parley(["map", "undo", Object(done.json).import, "--json"]);
    expect(undone.json).toMatchObject({ undone: 1 });
    const again = await cli.parley([...only, "--dry-run", "--json"]);
    expect(Object(again.json).certain).toHaveLength(2);
  });
});

describe("map end, map history and map revert", () => {
  it("end a mapping, say what it meant, and bring that back", async () => {
    const { location, connection } = store;
    const on = ["--connection", connection.slug];
    await cli.parley(["map", "location", "PAR-LOC-END", location.code, ...on]);
    const impact = await cli.parley(["map", "impact", "PAR-LOC-END", ...on, "--json"]);
    expect(impact.json).toMatchObject({ impact: { locations: 1, stores: 1, orders: 0, open_orders: 0 } });
    const said = await cli.parley(["map", "impact", "PAR-LOC-END", ...on]);
    expect(said.stdout.trim()).toBe("Behind it: 1 store, no order of the last 7 days, none open.");
    const ended = await cli.parley(["map", "end", "PAR-LOC-END", ...on, "--reason", "it closed"]);
    expect(ended.stdout).toContain("map revert PAR-LOC-END");
    const again = await cli.parley(["map", "end", "PAR-LOC-END", ...on, "--json"]);
    expect(again).toMatchObject({ code: 1, json: { error: { code: "not_mapped" } } });
    const reverted = await cli.parley([
      "map",
      "revert",
      "PAR-LOC-END",
      ...on,
      "--reason",
      "open again",
      "--json",
    ]);
    expect(reverted.json).toMatchObject({
      result: "reverted",
      mapping: { version: 2, target: location.code },
    });
    const twice = await cli.parley(["map", "revert", "PAR-LOC-END", ...on, "--to-version", "1", "--json"]);
    expect(twice.json).toMatchObject({ error: { code: "live_already" } });
    const { json } = await cli.parley(["map", "history", "PAR-LOC-END", ...on, "--json"]);
    expect(json).toMatchObject({
      versions: [
        { version: 2, until: null, by: "cli", reason: "open again" },
        { version: 1, until: expect.any(String), reason: null, end_reason: "it closed" },
      ],
    });
  });
});

describe("map end of several", () => {
  it("is one import, seen before and taken back as one, of ids or of an exported file", async () => {
    const { location, connection } = store;
    const on = ["--connection", connection.slug];
    for (const parId of ["MANY-1", "MANY-2"])
      await cli.parley(["map", "location", parId, location.code, ...on]);
    const both = ["map", "end", "MANY-1", "MANY-2", ...on];
    const seen = await cli.parley([...both, "--dry-run", "--json"]);
    expect(seen.json).toMatchObject({ written: false, counts: { ended: 2 }, impact: { stores: 1 } });
    const done = await cli.parley([...both, "--reason", "closed", "--json"]);
    expect(done.json).toMatchObject({ written: true, import: expect.any(String), counts: { ended: 2 } });
    const again = await cli.parley([...both, "--json"]);
    expect(again).toMatchObject({ code: 1, json: { error: { code: "not_mapped" } } });
    const undone = await cli.parley(["map", "undo", Object(done.json).import, "--json"]);
    expect(undone.json).toMatchObject({ undone: 2 });
    const path = join(folder, "to-end.csv");
    writeFileSync(path, (await cli.parley(["map", "export", "--search", "MANY-"])).stdout);
    const byFile = await cli.parley(["map", "end", "--file", path, "--json"]);
    expect(byFile.json).toMatchObject({ written: true, counts: { ended: 2 } });
    const stale = await cli.parley(["map", "end", "--file", path, "--json"]);
    expect(stale).toMatchObject({ code: 1, json: { written: false, counts: { error: 2 } } });
    const none = await cli.parley(["map", "end", "--json"]);
    expect(none).toMatchObject({ code: 1, json: { error: { code: "nothing_named" } } });
  });
});

describe("exchange show", () => {
  it("tells a call with its headers and bodies, without the guest, and nothing that moves a cursor", async () => {
    const call = testExchange({
      operation: "submit_order",
      connectionId: store.connection.id,
      locationId: store.location.id,
      bodies: {
        requestHeaders: { "content-type": "application/json" },
        requestBody: '{"request_uid":"R-1","customer":{"first_name":"Ada"},"notes":"\u001b[2Jgone"}',
        responseHeaders: { "x-request-id": "exc" },
        responseBody: '{"status":"placed"}',
        stringSigned: "R-1|PAR|1",
        note: null,
      },
    });
    await insertExchanges(cli.db, [call]);
    const { stdout, json } = await cli.parley(["exchange", "show", call.id, "--json"]);
    expect(json).toMatchObject({
      exchange: {
        ...{ id: call.id, store: store.location.code, connection: store.connection.slug },
        bodies: { response_body: '{"status":"placed"}', string_signed: "R-1|PAR|1" },
      },
    });
    expect(stdout).not.toContain("Ada");
    const { stdout: text } = await cli.parley(["exchange", "show", call.id]);
    for (const part of [
      call.id,
      "content-type: application/json",
      '"request_uid":"R-1"',
      "Signed: R-1|PAR|1",
    ])
      expect(text).toContain(part);
    for (const hidden of ["Ada", "\u001b"]) expect(text).not.toContain(hidden);

    const bare = { ...testExchange({ operation: "get_menu" }), bodies: null };
    await insertExchanges(cli.db, [bare]);
    expect((await cli.parley(["exchange", "show", bare.id])).stdout).toContain("are not kept");
    expect(await cli.parley(["exchange", "show", "exc_none"])).toMatchObject({ code: 1 });
  });
});

describe("map export", () => {
  it("writes a file that map import reads again without a change", async () => {
    const { stdout } = await cli.parley(["map", "export"]);
    expect(stdout).toContain(`${store.connection.slug},${store.parLocationId},${store.location.code}`);
    const path = join(folder, "exported.csv");
    writeFileSync(path, stdout);
    const { json } = await cli.parley(["map", "import", path, "--dry-run", "--json"]);
    expect(json).toMatchObject({ counts: { created: 0, changed: 0, error: 0 } });
    const { json: none } = await cli.parley(["map", "export", "--search", "nothing like it", "--json"]);
    expect(none).toMatchObject({ count: 0, csv: "connection,par_location_id,location,reason\r\n" });
  });
});

describe("map list", () => {
  it("lists in pages what is in force, and what stood at a time", async () => {
    const { location, connection } = store;
    const on = ["--connection", connection.slug];
    for (const parId of ["LIST-1", "LIST-2", "LIST-3"])
      await cli.parley(["map", "location", parId, location.code, ...on, "--reason", "opening"]);
    await cli.parley(["map", "end", "LIST-2", ...on]);
    const list = ["map", "list", "--search", "LIST-", "--limit", "1", "--json"];
    const first = Object((await cli.parley(list)).json);
    expect(first).toMatchObject({
      kind: "location",
      mappings: [{ par_id: "LIST-1", target: location.code, until: null, by: "cli", reason: "opening" }],
      next: expect.any(String),
    });
    const second = Object((await cli.parley([...list, "--after", first.next])).json);
    expect(second).toMatchObject({ mappings: [{ par_id: "LIST-3" }], next: null });
    const before = ["map", "list", "--search", "LIST-", "--as-of", "2020-01-01"];
    expect((await cli.parley([...before, "--json"])).json).toMatchObject({ mappings: [], next: null });
    expect((await cli.parley(before)).stdout.trim()).toBe("No mapping was in force then.");
  });
});

describe("map import", () => {
  function file(name: string, ...lines: string[]): string {
    const path = join(folder, name);
    writeFileSync(path, `\ufeff${lines.join("\r\n")}\r\n`);
    return path;
  }

  async function mapped(parId: string): Promise<string | undefined> {
    const rows = await listMappings(cli.db, { scope: everyBrand, kind: "location", filter: { parId } });
    return rows[0]?.targetCode;
  }

  it("writes nothing on a dry run, and everything after it, in whatever order the columns stand", async () => {
    const { code } = store.location;
    const path = file(
      "good.csv",
      "location,par_location_id,connection",
      `${code},CSV-1,${store.connection.slug}`,
    );
    const dry = await cli.parley(["map", "import", path, "--dry-run", "--json"]);
    expect(dry.json).toMatchObject({ kind: "location", written: false, counts: { created: 1 } });
    expect(await mapped("CSV-1")).toBeUndefined();
    const done = await cli.parley(["map", "import", path]);
    expect(done).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("1 created, 0 changed, 0 ended, 0 unchanged."),
    });
    expect(await mapped("CSV-1")).toBe(code);
  });

  it("I: says how it read a file that Excel saved, and warns of what looks wrong in it", async () => {
    const { code } = store.location;
    const path = join(folder, "excel.csv");
    const lines = ["connection;par_location_id;location", `${store.connection.slug};CSV-Caf\u00e9;${code}`];
    writeFileSync(path, Buffer.from(`${lines.join("\r\n")}\r\n;;\r\n`, "latin1"));
    const dry = await cli.parley(["map", "import", path, "--dry-run", "--json"]);
    expect(dry.json).toMatchObject({
      encoding: "Windows-1252",
      separator: "semicolon",
      empty_rows: 1,
      rows: [{ par_id: "CSV-Caf\u00e9", result: "created", warnings: [expect.stringMatching(/guess/)] }],
      warnings: [
        expect.stringMatching(/^The file is not UTF-8/),
        expect.stringMatching(/^line 2, CSV-Caf\u00e9/),
      ],
    });
    const named = await cli.parley(["map", "import", path, "--encoding", "iso-8859-1", "--json"]);
    expect(named.json).toMatchObject({ encoding: "iso-8859-1", written: true });
    expect(await mapped("CSV-Caf\u00e9")).toBe(code);
  });

  it("writes nothing at all where one row is wrong, and names its line", async () => {
    const { slug } = store.connection;
    const { code } = store.location;
    const path = file(
      "bad.csv",
      "connection,par_location_id,location",
      `${slug},CSV-2,${code}`,
      `${slug},CSV-3,NO-SUCH-STORE`,
    );
    const outcome = await cli.parley(["map", "import", path, "--json"]);
    expect(outcome).toMatchObject({ code: 1, json: { written: false, counts: { error: 1 } } });
    expect(outcome.json).toMatchObject({ rows: [{ line: 2 }, { line: 3, result: "error" }] });
    expect(await mapped("CSV-2")).toBeUndefined();
  });

  it("refuses a file with no header that is known", async () => {
    const outcome = await cli.parley(["map", "import", file("odd.csv", "par,ours", "a,b"), "--json"]);
    expect(outcome).toMatchObject({ code: 1, json: { error: { code: "invalid_csv" } } });
  });

  it("I: names every cell that is wrong by line, column, value and reason, in text and in JSON", async () => {
    const { slug } = store.connection;
    const path = file(
      "all.csv",
      "connection,par_location_id,location",
      `${slug},CSV-5`,
      `${slug},"CSV-6,${store.location.code}`,
      "nobody,a|b,NO-SUCH-STORE",
    );
    const { stdout, code } = await cli.parley(["map", "import", path, "--dry-run"]);
    expect(code).toBe(1);
    const said = stdout
      .split("\n")
      .slice(0, 6)
      .map((line) => line.trim().split(/ {2,}/));
    expect(said).toEqual([
      ["LINE", "COLUMN", "VALUE", "PROBLEM"],
      ["2", "location", "-", expect.stringMatching(/^The row has 2 cells where the header has 3\./)],
      ["3", "par_location_id", '"CSV-6', "A double quote opens this cell, and none closes it."],
      ["4", "connection", "nobody", 'There is no connection "nobody".'],
      ["4", "par_location_id", "a|b", "The PAR id holds a character that ids may not hold."],
      ["4", "location", "NO-SUCH-STORE", 'There is no store "NO-SUCH-STORE".'],
    ]);
    expect(stdout).toContain("3 of the rows are wrong, so nothing was written.");
    const { json } = await cli.parley(["map", "import", path, "--dry-run", "--json"]);
    expect(json).toMatchObject({
      counts: { error: 3 },
      rows: [
        { line: 2, problems: [{ column: "location", value: "" }] },
        { line: 3, problems: [{ column: "par_location_id" }] },
        {
          line: 4,
          message: expect.stringMatching(/^There is no connection .* no store/),
          problems: [{}, {}, {}],
        },
      ],
    });
  });
});

describe("menu refresh", () => {
  /** Does what the API does when a pull of this store's menu was requested. */
  async function answerPull(write: (locationId: LocationId) => Promise<unknown>): Promise<void> {
    for (;;) {
      const due = await claimDueMenuPulls(cli.db, { now: new Date(), dueAgainAt: after(1e9), limit: 1 });
      if (due[0] !== undefined) return void (await write(due[0]));
    }
  }

  async function refresh(write: (locationId: LocationId) => Promise<unknown>) {
    const { location } = await insertTestStore(cli);
    await setLocationPos(cli.db, {
      vault: cli.vault,
      locationId: location.id,
      posKind: "bridge",
      posSettings: {},
      now: after(1e9),
    });
    const [outcome] = await Promise.all([
      cli.parley(["menu", "refresh", location.code, "--json"]),
      answerPull(write),
    ]);
    return outcome;
  }

  it("says which version the API pulled", async () => {
    const pulled = { version: "v1", content: {}, source: "bridge", etag: null, nextPullAt: after(2e9) };
    const outcome = await refresh((locationId) =>
      storeMenu(cli.db, { ...pulled, locationId, now: new Date() }),
    );
    expect(outcome).toMatchObject({ code: 0, json: { result: "changed", menu_version: "v1" } });
  });

  it("says why the API could not", async () => {
    const failure = { reason: "connection_refused", nextPullAt: after(2e9) };
    const outcome = await refresh((locationId) => recordMenuFailure(cli.db, { ...failure, locationId }));
    expect(outcome).toMatchObject({
      code: 1,
      json: {
        error: { code: "menu_pull_failed", message: expect.stringContaining("It refused the connection.") },
      },
    });
  });
});

it("prints help that names every noun, and ends with 0", async () => {
  const { code, stdout } = await cli.parley(["--help"]);
  expect(code).toBe(0);
  for (const noun of [
    "operator",
    "setup-code",
    "connection",
    "brand",
    "location",
    "menu",
    "map",
    "unmapped",
    "orders",
    "attention",
  ]) {
    expect(stdout).toContain(`\n  ${noun}`);
  }
  expect(await listConnections(cli.db, { scope: everyBrand })).not.toEqual([]);
});
