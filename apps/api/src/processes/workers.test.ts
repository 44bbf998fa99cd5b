import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { StartError, startWorkers, type Workers, type WorkersPlan } from "./workers.ts";

/** Real processes, each of which does no more than a line says. */

const SERVES =
  "process.on('SIGTERM', () => process.exit(0)); process.send({ kind: 'serving' }); setInterval(() => {}, 1000)";
const SERVES_AND_ENDS = "process.send({ kind: 'serving' }, () => process.exit(3))";
const ENDS = "process.exit(4)";
const DEAF =
  "process.on('SIGTERM', () => {}); process.send({ kind: 'serving' }); setInterval(() => {}, 1000)";

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function run(line: string): ChildProcess {
  const child = spawn(process.execPath, ["-e", line], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  started.push(child);
  return child;
}

/** Starts them; `lines` says what the nth process of all does, the last one every later one. */
function startOf(
  lines: readonly string[],
  count: number,
): { workers: Workers; said: { serving: number[]; ends: string[]; hopeless: string[] } } {
  const said: ReturnType<typeof startOf>["said"] = { serving: [], ends: [], hopeless: [] };
  let starts = 0;
  const plan: WorkersPlan = {
    count,
    start: () => run(lines[Math.min(starts++, lines.length - 1)] ?? ENDS),
    onServing: (serving) => said.serving.push(serving),
    onEnd: ({ how }) => said.ends.push(how),
    onHopeless: (sentence) => said.hopeless.push(sentence),
  };
  return { workers: startWorkers(plan), said };
}

describe("startWorkers", () => {
  it("starts one, and the others when it serves", async () => {
    const { workers, said } = startOf([SERVES], 3);
    await workers.ready;
    await expect.poll(() => said.serving).toEqual([1, 2, 3]);
    expect(await workers.stop(5_000)).toBe(true);
  });

  it("rejects where the first ends before it serves, and starts no other", async () => {
    const { workers } = startOf([ENDS], 3);
    await expect(workers.ready).rejects.toThrow(StartError);
    expect(started).toHaveLength(1);
  });

  it("starts again what ended, for as long as some serve", async () => {
    const { workers, said } = startOf([SERVES, SERVES_AND_ENDS], 2);
    await workers.ready;
    await expect.poll(() => said.ends.length).toBeGreaterThanOrEqual(6);
    expect(said.ends).toEqual(said.ends.map(() => "exit code 3"));
    expect(said.hopeless).toEqual([]);
    await workers.stop(5_000);
  });

  it("gives up, once, where one after the other ends before any serves", async () => {
    const { workers, said } = startOf([SERVES_AND_ENDS, ENDS], 2);
    await workers.ready;
    await expect.poll(() => said.hopeless.length).toBe(1);
    expect(said.hopeless[0]).toMatch(/5 of its processes ended .* the last by exit code 4/);
    await workers.stop(5_000);
  });

  it("ends by force who does not end, and says that it was not well", async () => {
    const { workers } = startOf([DEAF], 1);
    await workers.ready;
    expect(await workers.stop(200)).toBe(false);
  });
});
