import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import type { AdapterClass, PosAdapter } from "../../../pos/adapter.ts";
import { isFinal } from "../../lifecycle.ts";
import type { LedgerTrace } from "../ledger/memory-ledger.ts";
import type { Gate } from "./gate.ts";
import { createPartner } from "./partner.ts";
import { createHistoryPos, type Fate, type PosFaults } from "./pos.ts";
import { callOf, createProcess, createQueries, type Ids, type Process, recordExchange } from "./process.ts";

/** One step of a history. Every command is valid at any time, so any part of a history is a history too. */
export type Command =
  /** PAR sends an order: as before, with another request uid, or with another body. */
  | { do: "submit"; at: number; order: number; as: "same" | "renamed" | "changed" }
  | { do: "poll"; at: number; order: number }
  /** Runs one of the waiting queries. */
  | { do: "query"; pick: number }
  /** Runs all queries until none waits. */
  | { do: "queries" }
  | { do: "pos"; pick: number; fate: Fate }
  /** Everything works for a while: queries run, and the POS accepts and answers everything. */
  | { do: "calm" }
  | { do: "tick"; ms: number }
  /** A process dies; `commits`: its next query still takes effect. Another takes its place. */
  | { do: "crash"; at: number; commits: boolean }
  /** A process pauses, and later continues as if nothing had happened. */
  | { do: "stop"; at: number }
  | { do: "go_on"; at: number }
  /** A person at the POS settles waiting orders, honest but hasty; `resends`: absent ones are sent again. */
  | { do: "person"; at: number; resends: boolean }
  /** A person who cannot wait asks for the next step of each order now. */
  | { do: "hurry"; at: number };

/** The orders of a history, by number. Its POS fails the last one whenever it comes (A). */
const ORDERS = [0, 1, 2] as const;
const POISONED = 2;
/** The tip says at the POS which order it is. */
const tipOf = (order: number) => 300 + order;
/** What another body of the same order has more. */
const CHANGED_CENTS = 50;

export interface Setting {
  adapterClass: AdapterClass;
  canVoid: boolean;
  faults?: PosFaults;
  /** A broken gateway: the first try goes to the POS before the order is written. */
  sendsFirst?: boolean;
  /** A broken part between the dispatcher and the POS. */
  adapter?: (plain: PosAdapter) => PosAdapter;
}

export interface Stage {
  ids: Ids;
  like: Database;
  ledger: Gate["ledger"];
  /** Moves the clock, and the timers with it. */
  advance(ms: number): void;
  nowMs(): number;
  /** The ledger's content, oldest order first. */
  traces(): Promise<LedgerTrace[]>;
}

export interface HistoryEnd {
  /** What went wrong, as texts that begin with the name of the set; empty if nothing did. */
  wrong: string[];
  told: Record<string, string>;
  /** What each order left behind, oldest first. */
  traces: unknown[];
}

/** Runs a history from its first command until time has run out and a person has settled what is left. */
export async function runHistory(
  stage: Stage,
  setting: Setting,
  commands: readonly Command[],
): Promise<HistoryEnd> {
  const { ids } = stage;
  const now = () => new Date(stage.nowMs());
  const wrong = new Set<string>();
  const queries = createQueries(stage.ledger);
  const pos = createHistoryPos({
    ...setting,
    faults: setting.faults ?? {},
    isPoisoned: ({ totals }) => (totals.tipCents - tipOf(POISONED)) % CHANGED_CENTS === 0,
    now: stage.nowMs,
  });
  let serial = 0;
  const open = (): Process => {
    serial += 1;
    const { adapter } = setting;
    const seed = serial * 0.37;
    return createProcess({
      number: serial,
      ids,
      like: stage.like,
      queries,
      pos,
      now,
      random: () => seed % 1,
      sendsFirst: setting.sendsFirst ?? false,
      ...(adapter === undefined ? {} : { adapter }),
    });
  };
  const processes: [Process, Process] = [open(), open()];
  const at = (number: number): Process => (number % 2 === 0 ? processes[0] : processes[1]);
  const isStopped = (number: number) => processes.some((one) => one.number === number && one.isStopped);

  const par = createPartner(pos, wrong);

  // Resolves when nothing can run by itself any more: the tick queue waits for all microtasks.
  const settle = () => new Promise<void>((resolve) => process.nextTick(resolve));
  async function runQuery(pick: number): Promise<boolean> {
    const able = queries.waiting.filter((op) => !isStopped(op.process));
    const op = able[pick % Math.max(1, able.length)];
    if (op === undefined) return false;
    queries.waiting.splice(queries.waiting.indexOf(op), 1);
    await op.run();
    await settle();
    return true;
  }
  async function runQueries(): Promise<void> {
    await settle();
    while (await runQuery(0));
  }
  async function step(pick: number, fate: Fate): Promise<boolean> {
    const isDone = pos.step(pick, fate, isStopped);
    await settle();
    return isDone;
  }
  async function calm(): Promise<void> {
    await runQueries();
    while (await step(0, "pass")) await runQueries();
  }
  async function tick(ms: number): Promise<void> {
    stage.advance(ms);
    pos.expire(isStopped);
    await settle();
    for (const process of processes) if (!process.isStopped) process.dispatcher.wake();
    await settle();
  }
  function uidOf(order: number, as: "same" | "renamed" | "changed"): string {
    return `uid-${order}${as === "renamed" ? "-again" : ""}`;
  }

  async function person(process: Process, resends: boolean): Promise<void> {
    if (process.isStopped) return;
    for (const orderId of orderIds) {
      const order = (await stage.traces()).find((trace) => trace.order.id === orderId)?.order;
      const known = pos.live(order?.posReference ?? "");
      const seen = { scope: { all: true } as const, attempt: order?.attempt ?? 0 };
      const actor: Actor = { kind: "operator", id: "opr_1" };
      const args = { orderId, actor, note: null, ...seen };
      const { acts } = process.dispatcher;
      const act =
        known !== undefined
          ? acts.confirmPlaced({ ...args, posOrderId: known.posOrderId })
          : resends
            ? acts.resendNow(args)
            : acts.confirmAbsent(args);
      act.catch((error) => wrong.add(`threw: ${error}`));
      await runQueries();
    }
  }

  async function hurry(process: Process): Promise<void> {
    if (process.isStopped) return;
    const scope = { all: true } as const;
    const actor: Actor = { kind: "operator", id: "opr_1" };
    for (const orderId of orderIds) {
      const asked = process.dispatcher.acts.tryNow({ orderId, actor, note: null, scope });
      asked.catch((error) => wrong.add(`threw: ${error}`));
    }
    await settle();
  }

  const orderIds = new Set<string>();
  async function run(command: Command): Promise<void> {
    switch (command.do) {
      case "submit": {
        const process = at(command.at);
        if (process.isStopped) return;
        const requestUid = uidOf(command.order, command.as);
        const onlineOrderId = `WEB-${command.order}`;
        const tipCents = tipOf(command.order) + (command.as === "changed" ? CHANGED_CENTS : 0);
        const call = callOf(ids, { requestUid, onlineOrderId, tipCents, receivedAt: now() });
        par.sends(requestUid, tipCents);
        const answer = process.orders.submit(call, (end) => {
          orderIds.add(end.orderId);
          return recordExchange(end);
        });
        par.listen(
          process,
          requestUid,
          answer.then((result) => {
            if ("orderId" in result) orderIds.add(result.orderId);
            return result;
          }),
        );
        return await settle();
      }
      case "poll": {
        const process = at(command.at);
        if (process.isStopped) return;
        for (const as of ["same", "renamed"] as const) {
          const uid = uidOf(command.order, as);
          if (par.hasSent(uid))
            par.listen(
              process,
              uid,
              process.orders.findForStatus({ connectionId: ids.connectionId, orderId: uid }),
            );
        }
        return await settle();
      }
      case "query":
        await runQuery(command.pick);
        return;
      case "queries":
        return await runQueries();
      case "pos":
        await step(command.pick, command.fate);
        return;
      case "calm":
        return await calm();
      case "tick":
        return await tick(command.ms);
      case "crash":
        return await crash(command.at % 2, command.commits);
      case "stop":
        at(command.at).isStopped = true;
        return;
      case "go_on":
        at(command.at).isStopped = false;
        pos.expire(isStopped);
        return await settle();
      case "person":
        return await person(at(command.at), command.resends);
      case "hurry":
        return await hurry(at(command.at));
    }
  }

  async function crash(index: number, commits: boolean): Promise<void> {
    const process = at(index);
    process.isDead = true;
    const own = queries.waiting.filter((op) => op.process === process.number);
    for (const op of own) queries.waiting.splice(queries.waiting.indexOf(op), 1);
    if (commits) await own[0]?.runUnheard();
    pos.forget(process.number);
    processes[index === 0 ? 0 : 1] = open();
  }

  const referenceOf = new Map<string, string>();
  async function check(): Promise<void> {
    if (!par.ended().every((orderId) => referenceOf.has(orderId)))
      for (const { order } of await stage.traces()) referenceOf.set(order.id, order.posReference);
    par.check(referenceOf);
  }

  for (const command of commands) {
    await run(command);
    await check();
  }
  // Time runs out: whatever can be settled is settled, and PAR asks again for everything that it knows.
  for (const process of processes) process.isStopped = false;
  await calm();
  for (let round = 0; round < 24; round++) {
    await tick(round < 12 ? 61_000 : 120_000);
    await calm();
  }
  const unsettled = async () => (await stage.traces()).filter(({ order }) => !isFinal(order.state));
  for (const { order } of await unsettled()) {
    if (order.state !== "attention") wrong.add(`stuck: ${order.state}`);
  }
  for (const { order } of await unsettled()) orderIds.add(order.id);
  await person(processes[0], false);
  for (const { order } of await unsettled()) wrong.add(`stuck: ${order.state} after a person`);
  for (const order of ORDERS) await run({ do: "poll", at: 0, order });
  await calm();
  await check();
  return { wrong: [...wrong], told: par.told(), traces: (await stage.traces()).map(plainTrace) };
}

/** A trace without the parts that differ from run to run: ids, and values derived from them. */
function plainTrace({ order, keys, attempts, results, events, payload }: LedgerTrace) {
  const { id, posReference, connectionId, brandId, locationId, posAccount, ...rest } = order;
  const { parOrganizationId, parLocationId, ...row } = rest;
  return {
    order: row,
    answer: payload?.answer ?? null,
    keys: keys.map(({ requestUid, isAlias, createdAt }) => ({ requestUid, isAlias, createdAt })),
    attempts: attempts.map(({ number, worker }) => ({ number, worker })),
    results: results.map(({ number, outcome, fenced }) => ({ number, outcome, fenced })),
    events: events.map(({ kind, fromState, toState, actor }) => ({ kind, fromState, toState, actor })),
  };
}
