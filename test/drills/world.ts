import { setMaxListeners } from "node:events";
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
import { openProxy, type TcpProxy } from "./net/proxy.ts";
import { type Owned, withoutOwned } from "./owned.ts";
import { type End, Partner, type Route } from "./partner.ts";
import { Person } from "./person.ts";
import { openOwner, type Postgres } from "./postgres.ts";
import { type ApiProcess, openPos, type PosProcess, startApiProcess } from "./program-api.ts";
import {
  MASTER_KEY,
  ORGANIZATION_ID,
  POS_KEY,
  type ProvisionedStore,
  provision,
  SHARED_ID,
  type StorePlan,
} from "./provision.ts";
import type { Random } from "./random.ts";

/**
 * The complete, real gateway of one test run: API processes, a PostgreSQL that syncs, a POS process with
 * stores of every class, a partner, a person at support, and wires between them that a drill can disturb.
 */

export interface DrillStore extends ProvisionedStore {
  /** Between the gateway and this store's POS. */
  wire: TcpProxy;
}

export interface WorldPlan {
  name: string;
  dir: string;
  random: Random;
  postgres: Postgres;
  /** The bundled API and POS. */
  programs: { api: string; pos: string };
  /** API processes that stay. Default 2. */
  apis?: number;
  /** Multiplies every wait. */
  timeScale?: number;
  /** More settings for every API process. */
  env?: Readonly<Record<string, string>>;
  /** By default one of each class. */
  stores?: readonly Omit<StorePlan, "posUrl">[];
  /** How long an order waits for the person, before scaling; by default as long as a call to a store takes. */
  personPatienceMs?: number;
}

export interface StartOptions {
  env?: Readonly<Record<string, string>>;
  /** Puts a proxy between it and PostgreSQL. */
  isWired?: boolean;
  port?: number;
  /** Another bundled API than this repository's. */
  main?: string;
  /** A file that says by how many milliseconds its time of day is off; read again and again. */
  clockFile?: string;
}

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
  /** Takes the order and follows it in the background until it is final; `settle` waits for it. */
  send(order: DrillOrder, route?: Route): Promise<End>;
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

export const CLASSES: readonly StoreClass[] = ["A", "B", "C", "D"];
const DEFAULT_STORES: NonNullable<WorldPlan["stores"]> = CLASSES.map((storeClass) => ({
  code: `DR-${storeClass}`,
  storeClass,
}));
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
  const pos = await openPos(plan.programs.pos, {
    DATA_DIR: dir,
    TIME_SCALE: String(timeScale),
    POS_SIMULATOR_KEY: POS_KEY,
    POS_SIMULATOR_EVENTS_URL: `http://127.0.0.1:${firstPort}`,
    POS_SIMULATOR_STORES: plans.map(({ code }) => code).join(","),
    POS_SIMULATOR_CLASSES: plans.map(({ code, storeClass }) => `${code}=${storeClass}`).join(","),
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
  const orders: DrillOrder[] = [];
  const ends: Promise<End>[] = [];
  const owned: Owned[] = [];
  const kept: AsyncDisposable[] = [];
  const giveUp = new AbortController();
  // Each order that is followed listens to it.
  setMaxListeners(0, giveUp.signal);

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
    send(order, route = balanced) {
      partner.takes(order);
      orders.push(order);
      // The partner stops asking some time; the verdict judges the orders that are still open. A controller of its
      // own: Node may collect a time-out that AbortSignal.any alone knows, which then never comes.
      const patience = new AbortController();
      const stop = () => patience.abort();
      const timer = setTimeout(stop, settleWithinMs);
      giveUp.signal.addEventListener("abort", stop);
      const end = partner.follows(order, route, patience.signal).finally(() => {
        clearTimeout(timer);
        giveUp.signal.removeEventListener("abort", stop);
      });
      ends.push(end);
      return end;
    },
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
      const patience = setTimeout(() => giveUp.abort(), settleWithinMs);
      while (ends.length > 0) await Promise.all(ends.splice(0));
      clearTimeout(patience);
      await person.stop();
      const waiting = orders.splice(0);
      const ask = async () => {
        for (let order = waiting.pop(); order !== undefined; order = waiting.pop())
          await partner.asksAgain(order, balanced);
      };
      await Promise.all(Array.from({ length: 8 }, ask));
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
      giveUp.abort();
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

function raise(what: string): never {
  throw new Error(what);
}
