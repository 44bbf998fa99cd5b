import type { z } from "zod";
import type { Failpoint } from "./failpoint.ts";
import { type DescribedSetting, describeSettings } from "./settings/describe.ts";
import { ConfigError, environment, parseEnvironment, READ_BY_API } from "./settings/environment.ts";
import { processesOf } from "./settings/processes.ts";

/**
 * Every setting of the API process, read once from the environment and checked (`settings/environment.ts` has its
 * shape). But for the CLI's (`cli/kernel/config.ts`), this is the only file of the API that reads `process.env`;
 * everything else gets a `Config`.
 */

/** How long things may take, in milliseconds, already multiplied by TIME_SCALE. */
export interface Timings {
  /** One try at the POS, from the first byte to the last. */
  attemptDeadlineMs: number;
  /** How long PAR waits for a final answer before it gets a 202. */
  syncBudgetMs: number;
  /** How long a worker owns an order without renewing. */
  leaseMs: number;
  /** After this long an order that is not placed is `errored` (proven absent) or needs a person. */
  giveUpMs: number;
  /** Waits before the second, third, … attempt; the last one repeats. */
  resendMs: readonly number[];
  /** Between two look-ups of an order that a POS may or may not have. */
  lookUpMs: number;
  /** How often the ledger is swept for due orders when no notification came. */
  sweepMs: number;
  menuRefreshMs: number;
  /** How long a POS that does not answer is left alone at first; doubles up to the second figure. */
  breakerOpenMs: number;
  breakerOpenMaxMs: number;
  /** Between two orders that are risked on a POS that answers, but places and refuses none. */
  breakerRiskMs: number;
}

/**
 * What an installation may need more or less of. Every other limit is a constant beside its code: it protects people
 * (sign-in), stands in a contract (sizes, polls), or bounds memory.
 */
export interface Limits {
  /** Calls of one PAR connection that may be under way; more get 503. */
  connectionCallsMax: number;
  /** Events of one store's POS in the long run; fifty seconds' worth may come at once. */
  posEventsPerSecond: number;
  /** Refused calls of one address that are recorded each minute; the rest are only counted. */
  refusalsRecordedMax: number;
}

export interface Config {
  host: string;
  port: number;
  adminUrl: string;
  /** Where PAR's calls reach this gateway, as people tell PAR; `isSet` where PUBLIC_URL says so. */
  parDoor: { url: string; isSet: boolean };
  simulatorUrl: string;
  /** The demo POS's signing key; null: its default key. */
  simulatorKey: string | null;
  /** The classes that the demo POS plays, such as `YC-LC-002=C`; the demo stores are set to the same. */
  simulatorClasses: string;
  /** The stores that the demo POS plays beside the demo's, such as `DR-01,DR-02:JPY`; they are seeded too. */
  simulatorStores: string;
  dataDir: string;
  /** PostgreSQL's own address. */
  databaseUrl: string;
  /** The pooler's in front of it, through which short statements go; null where there is none. */
  poolerUrl: string | null;
  databasePool: number;
  /** How long a statement may take on our side; not multiplied by TIME_SCALE: PAR waits in real time. */
  databaseDeadlineMs: number;
  /** Orders are stored in the form that the release before this one cannot read. */
  packOrders: boolean;
  masterKey: string;
  demo: boolean;
  logLevel: string;
  production: boolean;
  graphqlIntrospection: boolean;
  /** Lets a store's POS be reached by plain http on loopback: the demo and tests only. */
  allowLoopbackHttp: boolean;
  /** Express's `trust proxy` value, so that the caller's address is right behind a proxy. */
  trustProxy: string | number | null;
  /** Host names under which the API may be called, in lower case; empty: any. */
  hosts: readonly string[];
  /** Shared with the admin's server, which proves by it whose address it passes on; null: it cannot. */
  adminSecret: string | null;
  /** The mail server that alerts and links go out by, and from whom; null: no e-mail is sent. */
  mail: { smtpUrl: string; from: string } | null;
  /** The company's identity provider, by which people sign in too; null: there is none. */
  provider: {
    issuer: string;
    clientId: string;
    clientSecret: string;
    name: string;
    isBoth: boolean;
  } | null;
  /** True where our stdin is a pipe from a parent process: its end means that the parent is gone. */
  isChild: boolean;
  /** API processes behind the one port. */
  processes: number;
  /** Which of several this process is, from 1; null where it is the only one, or the one that starts the others. */
  worker: number | null;
  /** True where the parent holds our port and hands each connection over (processes/front-door.ts). */
  hasSocketsFromParent: boolean;
  /** Not multiplied by TIME_SCALE: a caller's slowness is real time. */
  bodyTimeoutMs: number;
  /** TIME_SCALE, for durations that are not settings here, such as a store's. */
  timeScale: number;
  timings: Timings;
  limits: Limits;
  /** Where a drill ends or stops this process; empty except in drills. */
  failpoints: readonly Failpoint[];
  /** The settings themselves, for owners to read: without secrets. */
  settings: readonly DescribedSetting[];
}

const LOOK_UP_MS = 10_000;
const BREAKER_OPEN_MS = 5_000;
const BREAKER_OPEN_MAX_MS = 15_000;
const BREAKER_RISK_MS = 2_000;
const RESEND_MS = [1_000, 3_000, 10_000, 30_000, 60_000, 120_000] as const;

/** A number of proxies, or their addresses: Express tells the two apart by type. */
function trustProxyOf(text: string | undefined): string | number | null {
  if (text === undefined) return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** @throws ConfigError where only one of the two is set: nothing would arrive, and nobody would know */
export function mailOf({
  SMTP_URL: smtpUrl,
  ALERTS_FROM: from,
}: Pick<z.infer<typeof environment>, "SMTP_URL" | "ALERTS_FROM">): Config["mail"] {
  if (smtpUrl === undefined && from === undefined) return null;
  if (smtpUrl === undefined || from === undefined)
    throw new ConfigError("SMTP_URL and ALERTS_FROM are set together, or none of them.");
  return { smtpUrl, from };
}

/**
 * The company's identity provider.
 * @throws ConfigError where it is set by halves, or is not reached over https
 */
function providerOf(value: z.infer<typeof environment>): Config["provider"] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = value;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new ConfigError(
      "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together, or none of them.",
    );
  const { protocol, hostname } = new URL(issuer);
  if (protocol !== "https:" && !["localhost", "127.0.0.1"].includes(hostname))
    throw new ConfigError("OIDC_ISSUER is reached over https.");
  const isBoth = value.OIDC_SECOND_FACTOR;
  return { issuer, clientId, clientSecret, name: value.OIDC_NAME ?? hostname, isBoth };
}

/**
 * Reads the settings.
 * @throws ConfigError naming every wrong variable, one line each.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const value = parseEnvironment(environment, env);
  const scaled = (ms: number) => Math.max(1, Math.round(ms * value.TIME_SCALE));
  return {
    host: value.HOST,
    port: value.PORT,
    adminUrl: value.ADMIN_URL ?? `http://localhost:${value.ADMIN_PORT}`,
    parDoor: {
      url: (value.PUBLIC_URL ?? ownUrl({ host: value.HOST, port: value.PORT })).replace(/\/+$/, ""),
      isSet: value.PUBLIC_URL !== undefined,
    },
    simulatorUrl: `http://127.0.0.1:${value.POS_SIMULATOR_PORT}`,
    simulatorKey: value.POS_SIMULATOR_KEY ?? null,
    simulatorClasses: value.POS_SIMULATOR_CLASSES,
    simulatorStores: value.POS_SIMULATOR_STORES,
    dataDir: value.DATA_DIR,
    databaseUrl: value.DATABASE_DIRECT_URL ?? value.DATABASE_URL,
    poolerUrl: value.DATABASE_DIRECT_URL === undefined ? null : value.DATABASE_URL,
    databasePool: value.DATABASE_POOL,
    databaseDeadlineMs: value.DATABASE_DEADLINE_MS,
    packOrders: value.PACK_ORDERS,
    masterKey: value.MASTER_KEY,
    demo: value.DEMO,
    logLevel: value.LOG_LEVEL,
    production: value.NODE_ENV === "production",
    graphqlIntrospection: value.GRAPHQL_INTROSPECTION,
    allowLoopbackHttp: value.POS_ALLOW_LOOPBACK_HTTP ?? value.DEMO,
    trustProxy: trustProxyOf(value.TRUST_PROXY),
    hosts: value.API_HOSTS.toLowerCase()
      .split(",")
      .map((host) => host.trim())
      .filter((host) => host !== ""),
    adminSecret: value.ADMIN_SECRET ?? null,
    mail: mailOf(value),
    provider: providerOf(value),
    isChild: value.PARLEY_CHILD,
    processes: processesOf({ set: value.API_PROCESSES, isDemo: value.DEMO }),
    worker: value.PARLEY_WORKER ?? null,
    hasSocketsFromParent: value.PARLEY_SOCKETS,
    bodyTimeoutMs: value.BODY_TIMEOUT_MS,
    timeScale: value.TIME_SCALE,
    timings: {
      attemptDeadlineMs: scaled(value.ATTEMPT_DEADLINE_MS),
      syncBudgetMs: scaled(value.SYNC_BUDGET_MS),
      leaseMs: scaled(value.LEASE_MS),
      giveUpMs: scaled(value.GIVE_UP_MS),
      resendMs: RESEND_MS.map(scaled),
      lookUpMs: scaled(LOOK_UP_MS),
      sweepMs: scaled(value.SWEEP_MS),
      menuRefreshMs: scaled(value.MENU_REFRESH_MS),
      breakerOpenMs: scaled(BREAKER_OPEN_MS),
      breakerOpenMaxMs: scaled(BREAKER_OPEN_MAX_MS),
      breakerRiskMs: scaled(BREAKER_RISK_MS),
    },
    limits: {
      connectionCallsMax: value.CONNECTION_CALLS_MAX,
      posEventsPerSecond: value.POS_EVENTS_PER_SECOND,
      refusalsRecordedMax: value.REFUSALS_RECORDED_MAX,
    },
    failpoints: value.FAILPOINT,
    settings: describeSettings(env, { names: READ_BY_API, told: value.PARLEY_SOURCES }),
  };
}

/** What a worker process is started with: all that this one was, with `own` on top. */
export function environmentWith(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...own };
}

/** How a process that listens there is reached from its own machine. */
export function ownUrl({ host, port }: { host: string; port: number }): string {
  const own = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
}
