import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { createCountedLanes } from "./orders/dispatch/counted-lanes.ts";
import { channelToChild } from "./processes/channel.ts";
import { type FrontDoor, openFrontDoor } from "./processes/front-door.ts";
import { kindOf } from "./processes/message.ts";

const CALLERS = 200;
const ASK_EVERY = 20;
/** The two that it may have to take, and those that replace them before its question is read. */
const FEW = 4;

/** Is busy with each connection, and asks for places meanwhile; says how many sockets came before each answer. */
const BUSY = `
  let sockets = 0;
  const asked = new Map();
  const waits = [];
  function enter() {
    const id = asked.size + 1;
    asked.set(id, sockets);
    const ask = { ask: "enter", id, lane: "loc_" + id, slots: 1, connectionId: "con", how: "new" };
    process.send({ kind: "lane_asks", asks: [ask] });
  }
  function work() {
    const end = performance.now() + 3;
    while (performance.now() < end);
  }
  process.on("message", (message, socket) => {
    if (message.kind === "lane_answers")
      for (const { id, is } of message.answers) waits.push({ is, sockets: sockets - asked.get(id) });
    if (sockets === ${CALLERS} && waits.length === asked.size) process.send({ kind: "waits", waits });
    if (!socket) return;
    sockets += 1;
    process.send({ kind: "taken", number: message.number });
    socket.end("served");
    if (sockets % ${ASK_EVERY} === 0) enter();
    work();
  });
  process.send({ kind: "serving" });
  enter();
  work();`;

let door: FrontDoor | null = null;
let child: ChildProcess | null = null;
afterEach(async () => {
  door?.close();
  if (child !== null && child.exitCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
  door = null;
  child = null;
});

async function call(port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  for await (const part of socket) text += part;
  return text;
}

it("keeps answers about lanes behind no more than a few connections, and has all of them served", async () => {
  const opened = await openFrontDoor({ host: "127.0.0.1", port: 0 }, { onError: () => {} });
  door = opened;
  const calls = Array.from({ length: CALLERS }, () => call(opened.port));
  const busy = spawn(process.execPath, ["-e", BUSY], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child = busy;
  const lanes = createCountedLanes({
    ...{ now: () => new Date(0), random: () => 0.5, log: createLogger("silent"), processes: 1, callMsMax: 1 },
    timings: { breakerOpenMs: 5_000, breakerOpenMaxMs: 15_000, breakerRiskMs: 2_000 },
  });
  opened.watch(busy);
  lanes.attach(channelToChild(busy));
  const told = new Promise<unknown>((resolve) =>
    busy.on("message", (message) => {
      if (kindOf(message) === "waits") resolve(message);
    }),
  );

  expect(await Promise.all(calls)).toEqual(Array.from({ length: CALLERS }, () => "served"));
  const waits = Array.from({ length: CALLERS / ASK_EVERY + 1 }, () => ({
    is: "entered",
    sockets: expect.toSatisfy((sockets: number) => sockets <= FEW),
  }));
  expect(await told).toMatchObject({ waits });
});
