import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { findLocation } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "./cli/testing/cli.ts";
import { type Door, openDoor } from "./posnext/testing/door.ts";

/** The whole way of `parley test-call`: over HTTP to PAR's door of a running API, to a simulated POS. */

const STORE = "YC-LC-001";
let door: Door;
const folder = mkdtempSync(join(tmpdir(), "parley-test-call-"));

beforeAll(async () => {
  door = await openDoor();
  await run("location", "mark-test", STORE, "--reason", "no guest orders here");
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await door[Symbol.asyncDispose]();
});

/** Whatever is printed, no SharedId may be in it. */
async function run(...args: string[]) {
  const env = {
    DATABASE_URL: door.databaseUrl,
    MASTER_KEY: "a master key for the tests of the door",
    POS_ALLOW_LOOPBACK_HTTP: "1",
    PORT: new URL(door.url).port,
  };
  const outcome = await runCli(args, { env });
  expect(outcome.stdout + outcome.stderr).not.toContain(door.sharedId);
  return outcome;
}
const send = (...args: string[]) => run("test-call", "send", STORE, ...args);
const sendJson = async (...args: string[]) => {
  const { json, code } = await send(...args, "--json");
  return { code, json: Object(json) };
};
async function audited() {
  const { db } = door.ctx;
  const store = await findLocation(db, { scope: everyBrand, idOrCode: STORE });
  return await listAudit(db, { subjectIds: [store?.id ?? ""], page: { limit: 100 } });
}

describe("parley test-call send", () => {
  it("places what is asked for, and shows answer, checks and trace", async () => {
    const { stdout, code } = await send(
      "--operation",
      "submit",
      "--item",
      "taco-trio*2",
      "--guest-name",
      "Ada",
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Placed: the kitchen has it\./);
    expect(stdout).toMatch(/^http status +200$/m);
    expect(stdout).toMatch(/^digest +in order/m);
    expect(stdout).toContain('"status": "placed"');
    expect(stdout).toMatch(/event +received/);
    expect(stdout).not.toContain("not in order");
    const [entry] = await audited();
    expect(entry).toMatchObject({
      ...{ action: "test_call_sent", actor: "cli" },
      detail: { operation: "submit", fault: "none", isTest: true },
    });
  });

  it("asks what would become of what a guest might order, where nothing is named", async () => {
    const { json, code } = await sendJson();
    expect(code).toBe(0);
    expect(json).toMatchObject({
      test_call: {
        ...{ location: STORE, operation: "validate", fault: "none", outcome: "validated", status: 200 },
        exchange: { operation: "validate_order" },
      },
      trace: null,
    });
    expect(JSON.parse(json.test_call.request_body).order_details.items.length).toBeGreaterThan(0);
  });

  it("does a fault on purpose, and says how the call was recorded", async () => {
    const { json, code } = await sendJson("--operation", "submit", "--fault", "wrong_digest");
    expect(code).toBe(0);
    expect(json).toMatchObject({
      test_call: { outcome: "refused", status: 401, exchange: { code: "signature_mismatch" } },
      trace: null,
    });
    expect((await send("--operation", "submit", "--fault", "wrong_digest")).stdout).toMatch(
      /^recorded +signature_mismatch/m,
    );
  });

  it("repeats a submit by its body, asks for its status, and sends a body as it is", async () => {
    const { json } = await sendJson("--operation", "submit", "--item", "taco-trio");
    const body = join(folder, "earlier.json");
    writeFileSync(body, json.test_call.request_body);
    const again = await sendJson("--operation", "submit", "--fault", "same_again", "--body", body);
    expect(again.json).toMatchObject({
      test_call: { is_replay: true, order_id: json.test_call.order_id },
      trace: { order: { id: json.test_call.order_id, state: "placed" } },
    });
    const poll = await sendJson("--operation", "status", "--order", json.test_call.request_uid);
    expect(poll.json.test_call).toMatchObject({ outcome: "placed", order_id: json.test_call.order_id });
    writeFileSync(body, "{}");
    const odd = await sendJson("--body", body);
    expect(odd).toMatchObject({ code: 1, json: { test_call: { outcome: "refused", status: 400 } } });
  });

  it("serves the menu", async () => {
    expect((await sendJson("--operation", "menu")).json.test_call).toMatchObject({ outcome: "menu" });
  });

  it.each([
    [["--operation", "status"], 1, "invalid_order"],
    [["--item", "nothing"], 1, "invalid_item"],
    [["--item", "taco-trio", "--order-type", "drone"], 1, "invalid_order_type"],
    [["--operation", "submit", "--fault", "same_again"], 1, "invalid_body"],
    [["--operation", "status", "--order", "x", "--fault", "wrong_digest"], 1, "invalid_fault"],
    [["--fault", "pos_test_item", "--pos-test-item", "taco-trio"], 1, "invalid_pos_test_item"],
    [["--body", "/no/such/file.json"], 1, "file_unreadable"],
    [["--item", "taco-trio@1.00"], 2, "usage"],
    [["--item", "+"], 2, "usage"],
    [["--fault", "burnt"], 2, "usage"],
    [["--api", "127.0.0.1"], 2, "usage"],
  ])("refuses %j", async (args, code, reason) => {
    expect(await sendJson(...args)).toMatchObject({ code, json: { error: { code: reason } } });
  });

  it("says where nothing answers", async () => {
    const { json, code } = await sendJson("--api", "http://127.0.0.1:9");
    expect(code).toBe(1);
    expect(json.error).toMatchObject({
      code: "no_answer",
      message: "Nothing was answered at http://127.0.0.1:9 in time.",
    });
  });

  it("reaches a live store only with its code typed, and never makes its POS fail", async () => {
    await run("location", "mark-live", STORE);
    const before = (await audited()).length;
    for (const typed of [[], ["--live", "YC-LC-002"]])
      expect((await sendJson(...typed)).json.error).toEqual({
        code: "not_confirmed",
        message: `This is no test store: guests order here. Type ${STORE} to send all the same.`,
        next_step: `To send it all the same: --live ${STORE}`,
      });
    const fails = ["--operation", "submit", "--fault", "pos_test_item", "--pos-test-item", "sim-refuse"];
    expect((await sendJson("--live", STORE, ...fails)).json.error.code).toBe("invalid_fault");
    expect(await audited()).toHaveLength(before);
    expect((await sendJson("--live", STORE)).json.test_call).toMatchObject({ outcome: "validated" });
    expect((await audited())[0]).toMatchObject({ action: "test_call_sent", detail: { isTest: false } });
  });
});
