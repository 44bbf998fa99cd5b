import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openDatabase } from "@parley/db";
import { listCallers } from "@parley/db/connections";
import { startEmbedded } from "@parley/db/embedded";
import { openVault } from "@parley/db/secrets";
import { expect, it } from "vitest";
import { MASTER_KEY, openCli, runProcess } from "./testing/cli.ts";

/** The command as a shell runs it: a process with streams and an exit code. */

it("ends with 0, 1 and 2, and keeps what it did apart from what it could not do", async () => {
  await using cli = await openCli();
  const env = { DATABASE_URL: cli.url, MASTER_KEY };
  const args = ["brand", "create", "--code", "YC01", "--name", "YummyTaco"];
  expect(await runProcess(args, { env })).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^brand +YC01\nname +YummyTaco\nid +brd_\w+\n$/),
    stderr: "",
  });
  expect(await runProcess(args, { env })).toMatchObject({
    code: 1,
    stdout: "",
    stderr: 'parley: A brand "YC01" exists already.\n  See: npm run parley -- brand list\n',
  });
  expect(await runProcess(["brand", "create"], { env })).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("required option '--code <code>'"),
  });
  expect(await runProcess(["--help"], { env: {} })).toMatchObject({ code: 0, stderr: "" });
});

it("takes a SharedId from a pipe and says it nowhere", async () => {
  await using cli = await openCli();
  const sharedId = "Qm4t-9fLw2-zX7c-Vb1n-8kHs-5dJp-0aRe-3yUi";
  const outcome = await runProcess(
    ["connection", "create", "--slug", "yummytaco", "--name", "YummyTaco", "--shared-id-stdin"],
    { stdin: `${sharedId}\n`, env: { DATABASE_URL: cli.url, MASTER_KEY } },
  );
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(outcome.stdout).not.toContain(sharedId);
  const callers = await listCallers(cli.db, { vault: cli.vault, now: new Date() });
  expect(callers.map((caller) => caller.sharedId)).toEqual([sharedId]);
});

it("finds the database that runs in the data folder, and its key; says how to start it where none runs", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-cli-"));
  const args = ["connection", "create", "--slug", "one", "--name", "One", "--generate", "--json"];
  try {
    {
      await using server = await startEmbedded({ dataDir, watchdog: true, settings: { fsync: "off" } });
      await migrate(server.ownerUrl);
      const made = await runProcess(args, { env: { DATA_DIR: dataDir } });
      expect(made).toMatchObject({ code: 0, json: { connection: { slug: "one" } } });
      const vault = openVault({ masterKey: readFileSync(join(dataDir, "master.key"), "utf8").trim() });
      await using db = openDatabase({ url: server.url });
      const [caller] = await listCallers(db, { vault, now: new Date() });
      expect(made.json).toMatchObject({ shared_id: caller?.sharedId });
    }
    expect(await runProcess(args, { env: { DATA_DIR: dataDir } })).toMatchObject({
      code: 1,
      json: { error: { code: "not_running", next_step: expect.stringContaining("npm start") } },
    });
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
