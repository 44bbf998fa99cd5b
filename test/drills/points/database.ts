import { until } from "../../program.ts";
import type { ArmedGate, GateMode, GatePoint } from "../gate.ts";
import type { StoreClass } from "../history.ts";
import type { TcpProxy } from "../net/proxy.ts";
import type { ApiProcess } from "../program-api.ts";
import type { World } from "../world.ts";
import { CLASSES } from "../world-plan.ts";
import { eachStore, NO_SWEEP, type Round, type RoundWorld, sendAll, UNHURRIED } from "./round.ts";

/** Crash points at a COMMIT, and PostgreSQL's own death. */

const MET_WITHIN_MS = 60_000;

type GateByClass = ReadonlyMap<StoreClass, ArmedGate>;

async function arm(round: RoundWorld, point: GatePoint, mode: GateMode, shots: number): Promise<GateByClass> {
  const gates = new Map<StoreClass, ArmedGate>();
  for (const letter of CLASSES) {
    const { locationId } = round.world.store(letter);
    gates.set(letter, await round.world.gates.arm({ point, mode, locationId, shots }));
  }
  return gates;
}

/** A result is written only where the POS answered in time. */
const settingsAt = (point: GatePoint) => (point === "result" ? { ...NO_SWEEP, ...UNHURRIED } : NO_SWEEP);

function wireOf({ name, database }: ApiProcess): TcpProxy {
  if (database === null) throw new Error(`${name} has no wire to PostgreSQL`);
  return database;
}

/** The commit does not happen, and the process lives: its connection is ended, or the disk is full. */
function refused(name: string, point: GatePoint, mode: "terminate" | "disk_full"): Round {
  return {
    point: name,
    arm: () => settingsAt(point),
    async run(round) {
      const gates = await arm(round, point, mode, 4);
      sendAll(round);
      for (const [letter, gate] of gates) {
        await until(`a commit of class ${letter} meets ${mode} at ${point}`, MET_WITHIN_MS, async () => {
          return (await gate.met()) > 0;
        });
        round.fault(`${mode} at COMMIT of ${point}, class ${letter}`);
      }
    },
  };
}

/** The commit happens and its acknowledgement is lost; then the process lives on, or is killed. */
function unacknowledged(name: string, point: GatePoint, then: "alive" | "dead"): Round {
  return {
    point: name,
    isWired: true,
    arm: () => settingsAt(point),
    async run(round) {
      const gates = await arm(round, point, "wait", 3);
      sendAll(round);
      await eachStore(round.world, async ({ storeClass }) => {
        const gate = gates.get(storeClass);
        if (gate === undefined) return;
        await gate.waiting(1);
        const api = round.process(storeClass);
        const heal = wireOf(api).add({ kind: "timeout", direction: "down" });
        await gate.open();
        await gate.settled();
        if (then === "dead") await api.kill();
        wireOf(api).cut();
        heal();
        const what = then === "dead" ? "kill -9 of the API" : "connection cut";
        round.fault(`${what}, ${point} committed and not acknowledged, class ${storeClass}`);
      });
    },
  };
}

/**
 * Long enough that the server does not give the statement up itself while it waits at the gate (it does after three
 * quarters of this), short enough that PAR, who waits 5 s, hears the 503.
 */
const IMPATIENT = { DATABASE_DEADLINE_MS: "3000" };

/**
 * The order's commit happens, and its answer is lost on a wire that nobody resets: only the process's own clock
 * tells. It is killed before it has looked (cp28), or cannot look either and tells PAR 503.
 */
function unanswered(name: string, then: "dead" | "told"): Round {
  return {
    point: name,
    isWired: true,
    arm: () => (then === "dead" ? { ...NO_SWEEP, ...IMPATIENT, FAILPOINT: "cp28:kill@1" } : IMPATIENT),
    async run(round) {
      const gates = await arm(round, "insert", "wait", 3);
      sendAll(round);
      await eachStore(round.world, async ({ storeClass }) => {
        const gate = gates.get(storeClass);
        if (gate === undefined) return;
        await gate.waiting(1);
        const api = round.process(storeClass);
        const heals = [wireOf(api).add({ kind: "timeout", direction: "down" })];
        await gate.open();
        await gate.settled();
        if (then === "dead") {
          await until(`${name}: the process reaches cp28`, MET_WITHIN_MS, () => api.reached("cp28"));
        } else {
          heals.push(wireOf(api).add({ kind: "timeout", direction: "up" }));
          await until(`${name}: PAR is told 503`, MET_WITHIN_MS, () => hasTold503(round.world, api));
        }
        for (const heal of heals) heal();
        round.fault(`answer to a committed INSERT lost without a reset, then ${then}, class ${storeClass}`);
      });
    },
  };
}

function hasTold503({ history }: World, api: ApiProcess): boolean {
  const asked = new Set(
    history.lines.flatMap((line) => (line.kind === "sent" && line.to === api.url ? [line.call] : [])),
  );
  return history.lines.some(
    (line) => line.kind === "answered" && line.status === 503 && asked.has(line.call),
  );
}

/** PostgreSQL is killed while something waits at the point, and started again. */
function serverDies(
  name: string,
  waiting: (round: RoundWorld) => Promise<() => Promise<void>>,
  armed: Round["arm"],
): Round {
  return {
    point: name,
    isAlone: true,
    isWired: armed !== null,
    arm: armed,
    async run(round) {
      const release = await waiting(round);
      await round.world.postgres.kill();
      round.fault(`kill -9 of PostgreSQL, ${name}`);
      await round.world.postgres.start();
      await release();
    },
  };
}

/** At COMMIT, before it (03, 15). */
const atGate = (point: GatePoint) => async (round: RoundWorld) => {
  const gates = await arm(round, point, "wait", 3);
  sendAll(round);
  await Promise.all([...gates.values()].map((gate) => gate.waiting(1)));
  return async () => {
    for (const gate of gates.values()) await gate.open();
  };
};

/** After COMMIT, before its acknowledgement has arrived (04). */
async function afterCommit(round: RoundWorld): Promise<() => Promise<void>> {
  const gates = await arm(round, "insert", "wait", 3);
  sendAll(round);
  const heals: (() => void)[] = [];
  await eachStore(round.world, async ({ storeClass }) => {
    const gate = gates.get(storeClass);
    await gate?.waiting(1);
    heals.push(wireOf(round.process(storeClass)).add({ kind: "timeout", direction: "down" }));
    await gate?.open();
    await gate?.settled();
  });
  return async () => {
    for (const heal of heals) heal();
  };
}

/** While the process waits at a failpoint (07, 14). */
const atFailpoint = (point: string) => async (round: RoundWorld) => {
  sendAll(round);
  await Promise.all(
    CLASSES.map((letter) => round.process(letter).program.says(`failpoint ${point} `, 60_000)),
  );
  return async () => {
    for (const letter of CLASSES) round.process(letter).program.signal("SIGCONT");
  };
};

const stopAt =
  (point: string): Round["arm"] =>
  () => ({ ...NO_SWEEP, ...UNHURRIED, FAILPOINT: `${point}:stop@2` });

export const DATABASE_ROUNDS: readonly Round[] = [
  refused("cp03", "insert", "terminate"),
  unacknowledged("cp04", "insert", "alive"),
  unacknowledged("cp04-dead", "insert", "dead"),
  unanswered("cp28", "dead"),
  unanswered("cp28-told", "told"),
  refused("cp15", "result", "terminate"),
  unacknowledged("cp16", "result", "alive"),
  unacknowledged("cp16-dead", "result", "dead"),
  refused("cp26-03", "insert", "disk_full"),
  refused("cp26-15", "result", "disk_full"),
];

/** These stop the database for all processes, so no other round runs at the same time. */
export const SERVER_ROUNDS: readonly Round[] = [
  serverDies("cp25-03", atGate("insert"), () => NO_SWEEP),
  serverDies("cp25-04", afterCommit, () => NO_SWEEP),
  serverDies("cp25-07", atFailpoint("cp07"), stopAt("cp07")),
  serverDies("cp25-14", atFailpoint("cp14"), stopAt("cp14")),
  serverDies("cp25-15", atGate("result"), () => settingsAt("result")),
];
