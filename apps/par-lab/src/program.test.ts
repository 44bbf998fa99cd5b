import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LabError } from "./lab-error.ts";
import { createPaint } from "./paint.ts";
import { createProgram } from "./program.ts";
import { type LabServer, SHARED_ID, startLabServer } from "./testing/server.ts";

const now = () => new Date("2026-01-15T12:34:56.789Z");
let server: LabServer;
let folder: string;

beforeAll(async () => {
  server = await startLabServer(now);
  folder = await mkdtemp(join(tmpdir(), "par-lab-"));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  server.isSlow = false;
  server.signsWrongly = false;
});

/** Runs the lab as the shell would, and collects what it says. */
async function lab(...args: string[]): Promise<{ out: string; notes: string; failed: boolean }> {
  const result = { out: "", notes: "", failed: false };
  let state = 42;
  const program = createProgram({
    now,
    random: () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    },
    paint: createPaint(false),
    isLive: false,
    defaultUrl: server.url,
    print: (text) => {
      result.out += `${text}\n`;
    },
    note: (text) => {
      result.notes += `${text}\n`;
    },
    fail: () => {
      result.failed = true;
    },
  });
  const [command = "", ...rest] = args;
  const argv = [command, "--url", server.url, "--shared-id", SHARED_ID, ...rest];
  await program.parseAsync(argv, { from: "user" });
  return result;
}

describe("lab submit", () => {
  it("places an order composed from the store's menu, and shows that the answer holds", async () => {
    const { out, failed } = await lab(
      "submit",
      "--item",
      "burrito:grande+carne+onions",
      "--tip",
      "1.50",
      "--request-uid",
      "u-1",
    );
    expect(out).toContain('"status": "placed"');
    expect(out).toContain("verdict  the answer holds");
    expect(out).toMatch(/^ {2}u-1\|PAR-LOC-12345\|LAB-U-1\|\d+\|1465\|1768480496$/m);
    expect(failed).toBe(false);
    expect(server.placed.get("u-1")?.order).toMatchObject({ subtotalCents: 1465, tipTotalCents: 150 });
  });

  it("orders the first items of the menu when none is named, never a test item", async () => {
    await lab("submit", "--request-uid", "u-2");
    expect(server.placed.get("u-2")?.order.items.map(({ itemId }) => itemId)).toEqual([
      "taco-trio",
      "burrito",
    ]);
  });

  it("sends a file as it is", async () => {
    const path = join(folder, "order.json");
    await writeFile(path, JSON.stringify(sampleOrder({ root: { request_uid: "from-file" } }), null, 2));
    const { out } = await lab("submit", "--file", path, "--json");
    const json: unknown = JSON.parse(out);
    expect(json).toMatchObject({
      response: { status: 200 },
      verdict: { ok: true },
      operation: "submit_order",
    });
    expect(server.placed.has("from-file")).toBe(true);
  });

  it("still sends an order where the store is not mapped, so that its id gets into the queue", async () => {
    const { out, notes, failed } = await lab("submit", "--location", "PAR-NOPE");
    expect(notes).toContain("worked example");
    expect(out).toContain("unmapped_location");
    expect(failed).toBe(false);
  });

  it("fails when the answer's digest is wrong", async () => {
    server.signsWrongly = true;
    const { out, failed } = await lab("submit");
    expect(out).toMatch(/FAILED +digest/);
    expect(failed).toBe(true);
  });

  it("fails when it is not let in", async () => {
    const { out, failed } = await lab(
      "submit",
      "--switch",
      "jwt_key=first10",
      "--file",
      join(folder, "order.json"),
    );
    expect(out).toContain("401");
    expect(failed).toBe(true);
  });

  it("says in one sentence what is wrong with a file, an item, a server", async () => {
    await expect(lab("submit", "--file", join(folder, "none.json"))).rejects.toThrow(LabError);
    await expect(lab("submit", "--item", "pizza")).rejects.toThrow('no item "pizza"');
    const gone = await startLabServer(now);
    await gone[Symbol.asyncDispose]();
    await expect(lab("submit", "--url", gone.url)).rejects.toThrow(`Nothing answers at ${gone.url}`);
  });
});

describe("lab validate, status, menus", () => {
  it("asks without placing anything", async () => {
    const before = server.placed.size;
    const { out } = await lab("validate", "--item", "taco-trio*2");
    expect(out).toContain('"status": "validated"');
    expect(server.placed.size).toBe(before);
  });

  it("polls an order, and fails on one that is not there", async () => {
    await lab("submit", "--request-uid", "u-3");
    expect(await lab("status", "u-3")).toMatchObject({ failed: false });
    expect(await lab("status", "unheard-of")).toMatchObject({ failed: true });
  });

  it("lists the menu, or says that it is unchanged", async () => {
    expect((await lab("menus")).out).toContain("taco-trio");
    expect((await lab("menus", "--if-version", "m1")).out).toContain("unchanged");
    expect((await lab("menus", "--location", "PAR-NOPE")).failed).toBe(true);
  });
});

describe("lab vectors", () => {
  it("holds every vector in the library and against a server", async () => {
    const { out, failed } = await lab("vectors");
    expect(out).toContain("library  all 29 hold");
    expect(out).toContain(`${server.url}  all 25 hold`);
    expect(failed).toBe(false);
  });
});

describe("lab stream", () => {
  const short = ["stream", "--rate", "200", "--for", "600ms", "--settle", "5s"];

  it("sends a mixed flow, finds all of it as expected, and sums it up", async () => {
    const { out, failed } = await lab(...short);
    expect(out).toMatch(/^stream {2}120 answers in .* all as expected$/m);
    for (const kind of ["validate", "submit", "wrong digest"])
      expect(out).toMatch(new RegExp(`^ {2}${kind} +\\d+`, "m"));
    expect(failed).toBe(false);
  });

  it("gives the same as data, and settles what was pending", async () => {
    server.isSlow = true;
    const { out } = await lab(...short, "--json");
    const json: unknown = JSON.parse(out);
    expect(json).toMatchObject({ sent: 120, answered: 120, unexpected: 0, unsettled: [] });
  });

  it("fails when answers are not what they should be, and shows some", async () => {
    server.signsWrongly = true;
    const { out, failed } = await lab(...short);
    expect(out).toMatch(/\d+ unexpected/);
    expect(out).toContain("unexpected submit: 200 placed digest:");
    expect(failed).toBe(true);
  });

  it("reports with --mix real by shape, and fails for each answer that this client refuses", async () => {
    server.signsWrongly = true;
    const real = [...short, "--mix", "real"];
    const { out, failed } = await lab(...real.with(real.indexOf("5s"), "1ms"));
    expect(out).toMatch(/^ {2}ordinary +\d+ +0 /m);
    expect(out).toMatch(/^ {2}refused by our own client +[1-9]\d*$/m);
    expect(out).toContain("Not compared with a kitchen");
    expect(failed).toBe(true);
  });

  it("needs a menu", async () => {
    await expect(lab("stream", "--location", "PAR-NOPE")).rejects.toThrow(
      "there is none: 422 unmapped_location",
    );
  });
});
