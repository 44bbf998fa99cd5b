import { type ChildProcess, spawn } from "node:child_process";
import { type Config, environmentWith } from "./config.ts";
import { isSpent } from "./http/siblings.ts";
import { createLogger } from "./logger.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { createCountedLanes } from "./orders/dispatch/counted-lanes.ts";
import { watchBeats } from "./processes/beats.ts";
import { channelToChild } from "./processes/channel.ts";
import { openFrontDoor } from "./processes/front-door.ts";
import { kindOf } from "./processes/message.ts";
import { StartError, startWorkers } from "./processes/workers.ts";

/**
 * The process that starts the API's others (ADR 0055): it holds the port and hands each connection to one of them,
 * starts again what ended, ends what hangs, counts what is under way to each POS for all of them, passes on
 * what limits they share, and ends them on a signal. It serves
 * nothing itself.
 */

/** More than a worker gives itself to drain. */
const STOP_WITHIN_MS = 12_000;

/**
 * Runs until a signal ends it.
 * @throws whatever keeps the port from being opened or the database from being migrated
 */
export async function runPrimary(config: Config, { now }: { now: () => Date }): Promise<void> {
  const log = createLogger(config.logLevel);
  await migrateDatabase(config, log);
  const door = await openFrontDoor(
    { host: config.host, port: config.port },
    { onError: (error) => log.error({ err: error }, "the API's port has an error; it stays open") },
  );
  const { port } = door;
  const children = new Set<ChildProcess>();
  const { timings, processes } = config;
  const callMsMax = timings.attemptDeadlineMs;
  const lanes = createCountedLanes({ now, random: Math.random, timings, log, processes, callMsMax });
  let serving = 0;

  function start(worker: number): ChildProcess {
    const [, program = ""] = process.argv;
    const child = spawn(process.execPath, [...process.execArgv, program], {
      env: environmentWith({
        PORT: String(port),
        PARLEY_WORKER: String(worker),
        PARLEY_CHILD: "1",
        PARLEY_SOCKETS: "1",
      }),
      stdio: ["pipe", "inherit", "inherit", "ipc"],
    });
    // It notices our end by the end of its stdin, even by kill -9.
    child.stdin?.on("error", () => {});
    const channel = channelToChild(child);
    const callers = door.watch(child);
    const client = lanes.attach(channel);
    watchBeats(channel, {
      leaseMs: timings.leaseMs,
      onHung(silentMs) {
        log.error({ worker, pid: child.pid, silentMs }, "an API process hangs and is ended by force");
        callers.rest();
        client.rest();
        // It has what it holds until its exit says that it can do nothing more with it.
        child.kill("SIGKILL");
      },
    });
    child.on("message", (message) => {
      if (kindOf(message) === "closing") client.rest();
      if (isSpent(message))
        for (const other of children) if (other !== child) channelToChild(other).send(message);
    });
    children.add(child);
    channel.onEnd(() => children.delete(child));
    return child;
  }

  /** Each process says how many there are to whoever asks it whether it is ready. */
  function tellServing(): void {
    for (const child of children)
      if (child.connected)
        child.send({ kind: "processes", serving, of: config.processes }, undefined, undefined, () => {});
  }

  const workers = startWorkers({
    count: config.processes,
    start,
    onServing(now) {
      if (now < serving || now === config.processes) log.info({ serving: now }, "API processes that serve");
      serving = now;
      tellServing();
    },
    // "pid" is that of whoever writes the line.
    onEnd: ({ pid: workerPid, ...end }) =>
      log.warn({ ...end, workerPid }, "an API process ended; another is started in its place"),
    onHopeless: (sentence) => {
      process.stderr.write(`${sentence}\n`);
      stop("nothing serves", 1);
    },
  });

  let isStopping = false;
  function stop(why: string, code = 0): void {
    if (isStopping) return;
    isStopping = true;
    log.info({ why, processes: config.processes }, "stopping");
    door.close();
    void workers.stop(STOP_WITHIN_MS).then((isWell) => process.exit(isWell ? code : 1));
  }
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  if (config.isChild)
    process.stdin
      .on("end", () => stop("parent gone"))
      .on("error", () => stop("parent gone"))
      .resume();

  try {
    await workers.ready;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    if (!error.isSaid) process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`api listening on http://${config.host}:${port}\n`);
  log.info({ port, processes: config.processes }, "ready to serve");
}
