import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, everyBrand, openDatabase } from "@parley/db";
import { listCurrentMenus } from "@parley/db/menus";
import { freePort, until } from "../program.ts";
import { readApiView } from "./checker/api-view.ts";
import { check, type SetName, type Verdict } from "./checker/check.ts";
import { JOURNAL_FILE, type JournalLine, readJournal } from "./checker/journals.ts";
import { type DrillOrder, drillOrder } from "./drill-orders.ts";
import { type Gates, openGates } from "./gate.ts";
import type { StoreClass } from "./history.ts";
import { type HistoryFile, openHistory } from "./history-file.ts";
import { followJournal } from "./journal-reader.ts";
import { openProxy } from "./net/proxy.ts";
import { type Owned, withoutOwned } from "./owned.ts";
import { Partner, type Route } from "./partner.ts";
import { Person } from "./person.ts";
import { openOwner, type Postgres } from "./postgres.ts";
import { type ApiProcess, openPos, type PosProcess, startApiProcess } from "./program-api.ts";
import { MASTER_KEY, ORGANIZATION_ID, POS_KEY, provision, SHARED_ID } from "./provision.ts";
import { openPursuit, type Pursuit } from "./pursuit.ts";
import type { Random } from "./random.ts";
import { DEFAULT_STORES, type DrillStore, type StartOptions, type WorldPlan } from "./world-plan.ts";

/**
 * The complete, real gateway of one test run: API processes, a PostgreSQL that syncs, a POS process with
 * stores of every class, a partner, a person at support, and wires between them that a drill can disturb.
 */

export interface World extends AsyncDisposable {
  readonly plan: Readonly<Required<Pick<WorldPlan, "name" | "timeScale">>>;
  /** Its own folder, which is deleted after a success. */
  readonly dir: string;
  readonly random: Random;
  readonly history: HistoryFile;
  readonly stores: readonly DrillStore[];
  /** The store of a class. */
  store(storeClass: StoreClass): DrillStore;
  /** The processes that stay; a drill may kill and replace them. */
  readonly apis: ApiProcess[];
  /** Starts one more, which the drill must dispose of. */
  startApi(name: string, options?: StartOptions): Promise<ApiProcess>;
  readonly pos: PosProcess;
  readonly postgres: Postgres;
  readonly gates: Gates;
  /** The database, past the wires. */
  readonly databaseUrl: string;
  /** As the database's owner, past the wires. */
  readonly owner: Database;
  readonly person: Person;
  /** An admin's key for the operators' API. */
  readonly apiKey: string;
  readonly partner: Partner;
  /** All processes that stay, in a sequence that changes from call to call, as with a load balancer. */
  readonly balanced: Route;
  /** The POS's journal. */
  journal(): readonly JournalLine[];
  /** Removes every disturbance from the wires to the POS. */
  healWires(): Promise<void>;
  /** How long a test run may take to settle all orders. */
  readonly settleWithinMs: number;
  order(store: DrillStore, label: string, item?: string): DrillOrder;
  readonly send: Pursuit["send"];
  fault(what: string): void;
  /** Disposes of something with the world, after the programs that use it have ended. */
  keeps(thing: AsyncDisposable): void;
  /** The drill caused this finding on purpose, so the verdict must contain it; any other still counts. */
  owns(set: SetName, requestUid: string): void;
  /** Wires heal, stopped processes go on, and at least one process and the POS are up. */
  comesToRest(): Promise<void>;
  /** Waits until every order that was sent is final, asks for each once more, and stops partner and person. */
  settle(): Promise<void>;
  verdict(): Promise<Verdict>;
}

const DEFAULT_TIME_SCALE = 0.1;
/** In real time, before scaling: somebody has to see the order and call the store. */
const PERSON_PATIENCE_MS = 15_000;
const GIVE_UP_MS = 600_000;
const GIVE_UP_SLACK_MS = 15_000;
/** For an order that a person settles after its give-up time, on a busy machine. */
const SETTLE_SLACK_MS = 30_000;

/** Opens a world and waits until every store has its menu. */
export async function openWorld(plan: WorldPlan): Promise<World> {
  const { name, random, postgres, timeScale = DEFAULT_TIME_SCALE } = plan;
  const plans = plan.stores ?? DEFAULT_STORES;
  const dir = join(plan.dir, name);
  mkdirSync(dir, { recursive: true });
  const history = openHistory(join(dir, "history.jsonl"));
  const firstPort = await freePort();
  const tills = plans.flatMap(({ code, storeClass }) => {
    const spare = Array.from({ length: plan.spareTills ?? 0 }, (_, at) => spareTill({ code }, at + 1));
    return [code, ...spare].map((till) => ({ till, storeClass }));
  });
  const pos = await openPos(plan.programs.pos, {
    DATA_DIR: dir,
    TIME_SCALE: String(timeScale),
    POS_SIMULATOR_KEY: POS_KEY,
    POS_SIMULATOR_EVENTS_URL: `http://127.0.0.1:${firstPort}`,
    POS_SIMULATOR_STORES: tills.map(({ till }) => till).join(","),
    POS_SIMULATOR_CLASSES: tills.map(({ till, storeClass }) => `${till}=${storeClass}`).join(","),
  });
  const wires = await Promise.all(
    plans.map(() => openProxy({ target: { host: "127.0.0.1", port: pos.port } })),
  );
  const wireOf = (at: number) => wires[at] ?? raise(`No wire ${at}`);
  const [databaseUrl] = await Promise.all([
    postgres.createDatabase(`drill_${name.replace(/\W/g, "_")}`),
    pos.start(),
  ]);
  const owner = openOwner(databaseUrl);
  const gates = await openGates(owner);
  const db = openDatabase({ url: databaseUrl });
  const posUrl = (at: number) => `http://127.0.0.1:${wireOf(at).port}`;
  const provisioned = await provision(
    db,
    plans.map((store, at) => ({ ...store, posUrl: posUrl(at) })),
  );
  const stores = provisioned.stores.map((store, at) => ({ ...store, wire: wireOf(at) }));

  const everyApi = new Set<ApiProcess>();
  const startApi: World["startApi"] = async (
    apiName,
    { env = {}, isWired = false, port, main = plan.programs.api, clockFile } = {},
  ) => {
    const shared = { TIME_SCALE: String(timeScale), MASTER_KEY, ...plan.env, ...env };
    const api = await startApiProcess({
      name: apiName,
      main,
      databaseUrl,
      dataDir: dir,
      env: shared,
      isWired,
      ...(port === undefined ? {} : { port }),
      ...(clockFile === undefined ? {} : { clockFile }),
    });
    everyApi.add(api);
    return api;
  };
  const names = Array.from({ length: plan.apis ?? 2 }, (_, at) => `api-${at + 1}`);
  const apis = await Promise.all(
    names.map((apiName, at) => startApi(apiName, at === 0 ? { port: firstPort } : {})),
  );
  await until("every store has its menu", 30_000, async () => {
    return (await listCurrentMenus(db, { scope: everyBrand })).length === stores.length;
  });
  await db.close();

  // Whole milliseconds, as timers take no others.
  const settleWithinMs = Math.ceil(GIVE_UP_MS * timeScale) + SETTLE_SLACK_MS;
  let turn = 0;
  const balanced: Route = () => {
    turn += 1;
    const up = apis.filter((api) => api.program.isRunning);
    const at = turn % Math.max(1, up.length);
    return [...up.slice(at), ...up.slice(0, at)].map((api) => api.url);
  };
  const partner = new Partner({ sharedId: SHARED_ID, history, timeScale });
  const journal = () => readJournal(dir, name);
  const person = new Person({
    apiKey: provisioned.apiKey,
    route: balanced,
    history,
    random: random.fork("person"),
    journal: followJournal(join(dir, JOURNAL_FILE)),
    patienceMs: (plan.personPatienceMs ?? PERSON_PATIENCE_MS) * timeScale,
  });
  const orderRandom = random.fork("orders");
  const pursuit = openPursuit(partner, balanced, settleWithinMs);
  const owned: Owned[] = [];
  const kept: AsyncDisposable[] = [];

  return {
    plan: { name, timeScale },
    dir,
    random,
    history,
    stores,
    store: (storeClass) => stores.find((store) => store.storeClass === storeClass) ?? raise("No such store"),
    apis,
    startApi,
    pos,
    postgres,
    gates,
    databaseUrl,
    owner,
    person,
    apiKey: provisioned.apiKey,
    partner,
    balanced,
    journal: () => journal().lines,
    async healWires() {
      await Promise.all(wires.map((wire) => wire.heal()));
    },
    settleWithinMs,
    order: (store, label, item) =>
      drillOrder({
        organizationId: ORGANIZATION_ID,
        store: { storeClass: store.storeClass, parLocationId: store.parLocationId },
        random: orderRandom,
        label,
        ...(item === undefined ? {} : { item }),
      }),
    send: pursuit.send,
    owns: (set, requestUid) => owned.push({ set, requestUid }),
    fault: (what) => history.write({ kind: "fault", what }),
    keeps: (thing) => kept.push(thing),
    async comesToRest() {
      await Promise.all(wires.map((wire) => wire.heal()));
      for (const api of everyApi) {
        api.program.signal("SIGCONT");
        await api.database?.heal();
      }
      if (!pos.isRunning) await pos.start();
      await postgres.start();
      if (!apis.some((api) => api.program.isRunning)) apis.push(await startApi("api-last"));
      person.resume();
    },
    async settle() {
      await pursuit.settle();
      await person.stop();
      await pursuit.askAgain();
    },
    async verdict() {
      const [api] = apis.filter(({ program }) => program.isRunning);
      if (api === undefined) throw new Error("No API process is left to be asked.");
      const verdict = check({
        history: history.lines,
        journals: [journal()],
        api: await readApiView({ apiUrl: api.url, apiKey: provisioned.apiKey }),
        endedAt: Date.now(),
        giveUpMs: GIVE_UP_MS * timeScale + GIVE_UP_SLACK_MS,
      });
      return withoutOwned(verdict, owned);
    },
    async [Symbol.asyncDispose]() {
      pursuit.giveUp();
      partner.stop();
      await person.stop();
      await Promise.all([...everyApi].map((api) => api.dispose()));
      await pos.kill();
      await Promise.all(wires.map((wire) => wire[Symbol.asyncDispose]()));
      await owner.close().catch(() => {});
      await Promise.all(kept.map((thing) => thing[Symbol.asyncDispose]()));
      history.close();
    },
  };
}

/** The name of a store's spare till at the POS, counted from 1. It has tickets of its own, and knows no other till's. */
export function spareTill({ code }: Pick<DrillStore, "code">, number: number): string {
  return `${code}-${number}`;
}

function raise(what: string): never {
  throw new Error(what);
}
