import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  type BridgeLine,
  type BridgeOrder,
  createSigningKey,
  parseSigningKey,
  type SigningKey,
  signRequest,
  verifyAnswer,
} from "@parley/bridge-contract";

/** The simulator as a real process, for tests of it and of its callers. */

export interface RunningSimulator {
  readonly url: string;
  /** The signing key as text, `whsec_…`. */
  readonly key: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** What was placed so far, as the journal's lines. */
  journal(): JournalLine[];
  /** What was voided so far. */
  voids(): VoidLine[];
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends the process and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface JournalLine {
  reference: string;
  store: string;
  pos_order_id: string;
  online_order_id: string | null;
  total_cents: number;
  at: string;
  lines: BridgeLine[];
  notes: string | null;
}

export interface VoidLine {
  kind: "void";
  reference: string;
  store: string;
  pos_order_id: string;
  total_cents: number;
  at: string;
}

export interface SimulatorPlan {
  dataDir: string;
  key: string;
  /** 0 takes a free one. */
  port: number;
  timeScale: number;
  /** As POS_SIMULATOR_CLASSES: `YC-LC-002=C,BB-LC-001=D+X`. */
  classes: string;
  env: Record<string, string>;
}

/** Starts the process without waiting for it. */
export function spawnSimulator(plan: Partial<SimulatorPlan> = {}): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", new URL("../main.ts", import.meta.url).pathname], {
    cwd: new URL("../..", import.meta.url).pathname,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      POS_SIMULATOR_PORT: String(plan.port ?? 0),
      TIME_SCALE: String(plan.timeScale ?? 0.01),
      PARLEY_CHILD: "1",
      ...(plan.dataDir ? { DATA_DIR: plan.dataDir } : {}),
      ...(plan.key ? { POS_SIMULATOR_KEY: plan.key } : {}),
      ...(plan.classes ? { POS_SIMULATOR_CLASSES: plan.classes } : {}),
      ...plan.env,
    },
  });
}

/** Starts a simulator and waits until it listens. Without a `dataDir` it gets one of its own. */
export async function startSimulator(plan: Partial<SimulatorPlan> = {}): Promise<RunningSimulator> {
  const dataDir = plan.dataDir ?? mkdtempSync(join(tmpdir(), "parley-simulator-"));
  const key = plan.key ?? createSigningKey();
  const child = spawnSimulator({ ...plan, dataDir, key });
  const exited = once(child, "exit");
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    url: await readyUrl(child),
    key,
    dataDir,
    process: child,
    journal: () => readJournal(dataDir).flatMap((line) => ("kind" in line ? [] : [line])),
    voids: () => readJournal(dataDir).flatMap((line) => ("kind" in line ? [line] : [])),
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function readyUrl(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  if (!child.stdout) throw new Error("The simulator has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^pos-simulator listening on (\S+)$/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error(`The simulator ended before it was ready: ${said}`);
}

function readJournal(dataDir: string): (JournalLine | VoidLine)[] {
  const text = readFileSync(join(dataDir, "pos-simulator", "journal.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): JournalLine | VoidLine => JSON.parse(line));
}

export interface SimulatorReply {
  status: number;
  headers: Headers;
  /** The parsed body; null where there is none. */
  body: unknown;
  /** Whether the answer carries a good signature for this request. */
  isSigned: boolean;
}

/** Signs and sends as Parley does, with none of its code. */
export async function callSimulator(
  simulator: Pick<RunningSimulator, "url" | "key">,
  call: {
    method: string;
    path: string;
    body?: unknown;
    headers?: Record<string, string>;
    /** The time by the caller's clock. */
    at: Date;
    signal?: AbortSignal;
    key?: SigningKey;
  },
): Promise<SimulatorReply> {
  const key = call.key ?? parseSigningKey(simulator.key);
  const text = call.body === undefined ? "" : JSON.stringify(call.body);
  const { method, path } = call;
  const id = `msg_${randomUUID()}`;
  const signed = signRequest({ key, id, at: call.at, method, path, body: text });
  const response = await fetch(simulator.url + path, {
    method,
    headers: {
      ...(text === "" ? {} : { "content-type": "application/json" }),
      ...signed,
      ...call.headers,
    },
    ...(text === "" ? {} : { body: text }),
    ...(call.signal ? { signal: call.signal } : {}),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const request = { method, path, id, timestamp: signed["webhook-timestamp"] };
  let isSigned = true;
  try {
    const headers = Object.fromEntries(response.headers);
    verifyAnswer({ keys: [key], headers, request, status: response.status, body: bytes });
  } catch {
    isSigned = false;
  }
  const body: unknown = bytes.length === 0 ? null : JSON.parse(bytes.toString());
  return { status: response.status, headers: response.headers, body, isSigned };
}

/** An order of plain items without choices, priced right under an exclusive 8.75 % tax. */
export function sampleOrder(
  itemId: string,
  priceCents: number,
  change: Partial<BridgeOrder> = {},
): BridgeOrder {
  const taxCents = Math.round(priceCents * 0.0875);
  return {
    reference: randomUUID(),
    store: "YC-LC-001",
    online_order_id: `ONL-${randomUUID().slice(0, 8)}`,
    request_uid: randomUUID(),
    order_type: "takeout",
    scheduled_at: null,
    currency: "USD",
    guest: { name: "Ada", phone: "+15555550100", email: null },
    delivery: null,
    curbside: null,
    table_number: null,
    notes: null,
    lines: [
      {
        line_id: "1",
        item_id: itemId,
        price_level_id: null,
        name: null,
        quantity: 1,
        unit_price_cents: priceCents,
        total_cents: priceCents,
        comment: null,
        modifiers: [],
      },
    ],
    discounts: [],
    taxes: [],
    fees: [],
    totals: {
      subtotal_cents: priceCents,
      discount_cents: 0,
      tax_cents: taxCents,
      fee_cents: 0,
      tip_cents: 0,
      grand_cents: priceCents + taxCents,
    },
    ...change,
  };
}
