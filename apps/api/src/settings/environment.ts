import { z } from "zod";
import { type Failpoint, parseFailpoints } from "../failpoint.ts";

/** The variables that the API reads, with what each may be. What they are for: `table.ts` and its words. */

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const count = ({ min, max, fallback }: { min: number; max: number; fallback: number }) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
export const flag = z.enum(["0", "1"]).transform((value) => value === "1");

export const environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(4000),
  ADMIN_PORT: port.default(3000),
  ADMIN_URL: z.url().optional(),
  PUBLIC_URL: z.url().optional(),
  POS_SIMULATOR_PORT: port.default(4600),
  POS_SIMULATOR_KEY: z.string().optional(),
  POS_SIMULATOR_CLASSES: z.string().default(""),
  POS_SIMULATOR_STORES: z.string().default(""),
  DATA_DIR: z.string().default(".data"),
  API_PROCESSES: z.coerce.number().int().min(1).max(16).optional(),
  DATABASE_URL: z.string({ error: "DATABASE_URL is not set; `npm start` sets it for you" }).min(1),
  DATABASE_DIRECT_URL: z.string().min(1).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(64).default(8),
  DATABASE_DEADLINE_MS: milliseconds(1_500),
  PACK_ORDERS: flag.default(false),
  MASTER_KEY: z.string({ error: "MASTER_KEY is not set; make one with `openssl rand -base64 32`" }).min(32),
  DEMO: flag.default(false),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  GRAPHQL_INTROSPECTION: flag.default(false),
  POS_ALLOW_LOOPBACK_HTTP: flag.optional(),
  TRUST_PROXY: z.string().optional(),
  API_HOSTS: z.string().default(""),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  ALERTS_FROM: z.email().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).optional(),
  OIDC_SECOND_FACTOR: flag.default(false),
  ADMIN_SECRET: z.string().min(32).optional(),
  PARLEY_CHILD: flag.default(false),
  PARLEY_SOCKETS: flag.default(false),
  PARLEY_WORKER: z.coerce.number().int().optional(),
  PARLEY_SOURCES: z.string().optional(),
  TIME_SCALE: z.coerce.number().positive().max(10).default(1),
  ATTEMPT_DEADLINE_MS: milliseconds(10_000),
  SYNC_BUDGET_MS: milliseconds(8_000),
  LEASE_MS: milliseconds(15_000),
  GIVE_UP_MS: milliseconds(600_000),
  SWEEP_MS: milliseconds(1_000),
  MENU_REFRESH_MS: milliseconds(1_800_000),
  BODY_TIMEOUT_MS: milliseconds(10_000),
  CONNECTION_CALLS_MAX: count({ min: 10, max: 20_000, fallback: 2_000 }),
  POS_EVENTS_PER_SECOND: count({ min: 1, max: 1_000, fallback: 20 }),
  REFUSALS_RECORDED_MAX: count({ min: 0, max: 1_000, fallback: 60 }),
  FAILPOINT: z
    .string()
    .default("")
    .transform((text, issues): Failpoint[] => {
      const points = parseFailpoints(text);
      if (points === null) issues.addIssue({ code: "custom", message: "is not a list such as cp07:kill@3" });
      return points ?? [];
    }),
});

/** Their names. */
export const READ_BY_API: ReadonlySet<string> = new Set(Object.keys(environment.shape));

/** A setting that cannot be used. The message is for the person who set it. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** @throws ConfigError naming every wrong variable, one line each */
export function parseEnvironment<T>(shape: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  // An empty variable means "not set", as compose files and shells write it.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigError(`Parley cannot start with these settings:\n  ${lines.join("\n  ")}`);
}
