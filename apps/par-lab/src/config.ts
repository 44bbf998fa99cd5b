import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";

/** What the lab reads from its environment. */
export interface Surroundings {
  /** Whether colours are wanted. */
  readonly colours: boolean;
  /** Whether a person watches live. */
  readonly isLive: boolean;
  /** The server that is called where `--url` names none. */
  readonly defaultUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ENV_FILE = resolve(import.meta.dirname, "../../../.env");

/** Where `npm start` serves the API with these settings: API_URL, else HOST and PORT. An empty one is not set. */
function apiUrlOf({ API_URL, HOST, PORT }: Environment): string {
  if (API_URL) return API_URL;
  const host = HOST || "127.0.0.1";
  const callable =
    { "0.0.0.0": "127.0.0.1", "::": "[::1]" }[host] ?? (host.includes(":") ? `[${host}]` : host);
  return `http://${callable}:${PORT || "4000"}`;
}

/**
 * Reads the environment, the lines of `.env` beneath it, as `npm start` does, and the terminal. Colours only on a
 * terminal, and never with NO_COLOR set.
 */
export function readSurroundings(envFile = ENV_FILE, shell: Environment = process.env): Surroundings {
  const lines = existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {};
  const env = { ...lines, ...shell };
  const isLive = process.stdout.isTTY === true;
  const isPlain = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return { colours: isLive && !isPlain, isLive, defaultUrl: apiUrlOf(env) };
}
