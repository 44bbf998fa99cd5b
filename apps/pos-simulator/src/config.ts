import { parseSigningKey, type SigningKey } from "@parley/bridge-contract";
import { z } from "zod";
import { parseTillClasses, type TillClass } from "./classes.ts";

/** The simulator's settings. Only this file reads the environment. */
export interface SimulatorConfig {
  host: string;
  /** 0 takes a free one. */
  port: number;
  dataDir: string;
  /** Multiplies the delays of the slow test items. */
  timeScale: number;
  key: SigningKey;
  /** The class of each store; `*` means all other stores. A store without either is class A. */
  classes: ReadonlyMap<string, TillClass>;
  /** Stores beside the demo's, each with its currency after a colon where that is not USD, and how many items it sells. */
  moreStores: readonly string[];
  /** Parley's address for events; null: no events are sent. */
  eventsUrl: string | null;
  /** True where our stdin is a pipe from a parent process: its end means that the parent is gone. */
  isChild: boolean;
}

/** A setting that cannot be used. The message is one sentence for the person who set it. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Public, because it is in this file; so only a simulator on loopback accepts it. */
const DEMO_KEY = `whsec_${Buffer.from("parley-demo-pos-key-2026-000001ab").toString("base64")}`;

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

const environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  POS_SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4600),
  DATA_DIR: z.string().default(".data"),
  TIME_SCALE: z.coerce.number().positive().max(10).default(1),
  POS_SIMULATOR_KEY: z.string().default(DEMO_KEY),
  POS_SIMULATOR_CLASSES: z.string().default(""),
  POS_SIMULATOR_STORES: z.string().default(""),
  POS_SIMULATOR_EVENTS_URL: z.url({ protocol: /^https?$/ }).optional(),
  PARLEY_CHILD: z.enum(["0", "1"]).default("0"),
});

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws ConfigError naming the variable that is wrong.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): SimulatorConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(wrong.join("; "));
  }
  const value = parsed.data;
  if (value.POS_SIMULATOR_KEY === DEMO_KEY && !LOOPBACK_HOSTS.has(value.HOST)) {
    throw new ConfigError(
      `HOST is ${value.HOST}, but the demo key may be used on loopback only; set POS_SIMULATOR_KEY`,
    );
  }
  return {
    host: value.HOST,
    port: value.POS_SIMULATOR_PORT,
    dataDir: value.DATA_DIR,
    timeScale: value.TIME_SCALE,
    key: readKey(value.POS_SIMULATOR_KEY),
    classes: readClasses(value.POS_SIMULATOR_CLASSES),
    moreStores: readStores(value.POS_SIMULATOR_STORES),
    eventsUrl: value.POS_SIMULATOR_EVENTS_URL ?? null,
    isChild: value.PARLEY_CHILD === "1",
  };
}

function readClasses(text: string): ReadonlyMap<string, TillClass> {
  const classes = parseTillClasses(text);
  if (classes) return classes;
  throw new ConfigError(
    "POS_SIMULATOR_CLASSES is not a list such as `YC-LC-002=C,BB-LC-001=D+X` (classes A, B, C, D; +X can void)",
  );
}

/** Store ids as they appear in a path of the bridge. */
function readStores(text: string): string[] {
  const ids = text.split(",").filter((id) => id !== "");
  const isGood = ids.every((id) => /^[A-Za-z0-9._-]{1,64}(:[A-Z]{3})?(:\d{1,4})?$/.test(id));
  if (isGood && new Set(ids.map((id) => id.split(":")[0])).size === ids.length) return ids;
  throw new ConfigError(
    "POS_SIMULATOR_STORES is not a list of different ids such as `DR-01,DR-02:JPY,DR-03:500`",
  );
}

function readKey(text: string): SigningKey {
  try {
    return parseSigningKey(text);
  } catch (cause) {
    throw new ConfigError("POS_SIMULATOR_KEY is not a bridge key (`whsec_` and 24 to 64 bytes in base64)", {
      cause,
    });
  }
}
