/**
 * Every variable that `npm start` and its children read, with the value that applies where nothing is set; null where
 * there is none. What each is for stands in the catalogue (`settings.about`). `.env.example` is this table printed, and
 * a test compares the two.
 */
export const SETTINGS = [
  { group: "listening", name: "HOST", fallback: "127.0.0.1" },
  { group: "listening", name: "PORT", fallback: "4000" },
  { group: "listening", name: "ADMIN_PORT", fallback: "3000" },
  { group: "listening", name: "POS_SIMULATOR_PORT", fallback: "4600" },
  { group: "listening", name: "API_PROCESSES", fallback: null },
  { group: "listening", name: "DATA_DIR", fallback: ".data" },
  { group: "secrets", name: "DATABASE_URL", fallback: null },
  { group: "secrets", name: "DATABASE_DIRECT_URL", fallback: null },
  { group: "secrets", name: "DATABASE_POOL", fallback: "8" },
  { group: "secrets", name: "DATABASE_DEADLINE_MS", fallback: "1500" },
  { group: "secrets", name: "PACK_ORDERS", fallback: null },
  { group: "secrets", name: "MASTER_KEY", fallback: null },
  { group: "secrets", name: "DEMO", fallback: "1" },
  { group: "secrets", name: "POS_SIMULATOR_KEY", fallback: null },
  { group: "secrets", name: "POS_SIMULATOR_CLASSES", fallback: null },
  { group: "secrets", name: "POS_SIMULATOR_STORES", fallback: null },
  { group: "secrets", name: "POS_SIMULATOR_EVENTS_URL", fallback: null },
  { group: "addresses", name: "ADMIN_URL", fallback: null },
  { group: "addresses", name: "PUBLIC_URL", fallback: null },
  { group: "addresses", name: "API_URL", fallback: null },
  { group: "addresses", name: "TRUST_PROXY", fallback: null },
  { group: "addresses", name: "API_HOSTS", fallback: null },
  { group: "addresses", name: "ADMIN_TRUST_PROXY", fallback: null },
  { group: "addresses", name: "ADMIN_SECRET", fallback: null },
  { group: "provider", name: "OIDC_ISSUER", fallback: null },
  { group: "provider", name: "OIDC_CLIENT_ID", fallback: null },
  { group: "provider", name: "OIDC_CLIENT_SECRET", fallback: null },
  { group: "provider", name: "OIDC_NAME", fallback: null },
  { group: "provider", name: "OIDC_SECOND_FACTOR", fallback: "0" },
  { group: "mail", name: "SMTP_URL", fallback: null },
  { group: "mail", name: "ALERTS_FROM", fallback: null },
  { group: "behaviour", name: "LOG_LEVEL", fallback: "info" },
  { group: "behaviour", name: "NODE_ENV", fallback: "production" },
  { group: "behaviour", name: "GRAPHQL_INTROSPECTION", fallback: "0" },
  { group: "behaviour", name: "POS_ALLOW_LOOPBACK_HTTP", fallback: null },
  { group: "durations", name: "TIME_SCALE", fallback: "1" },
  { group: "durations", name: "ATTEMPT_DEADLINE_MS", fallback: "10000" },
  { group: "durations", name: "SYNC_BUDGET_MS", fallback: "8000" },
  { group: "durations", name: "LEASE_MS", fallback: "15000" },
  { group: "durations", name: "GIVE_UP_MS", fallback: "600000" },
  { group: "durations", name: "SWEEP_MS", fallback: "1000" },
  { group: "durations", name: "MENU_REFRESH_MS", fallback: "1800000" },
  { group: "durations", name: "BODY_TIMEOUT_MS", fallback: "10000" },
  { group: "limits", name: "CONNECTION_CALLS_MAX", fallback: "2000" },
  { group: "limits", name: "POS_EVENTS_PER_SECOND", fallback: "20" },
  { group: "limits", name: "REFUSALS_RECORDED_MAX", fallback: "60" },
  { group: "drills", name: "FAILPOINT", fallback: null },
] as const;

export type SettingName = (typeof SETTINGS)[number]["name"];
export type SettingGroup = (typeof SETTINGS)[number]["group"];

/** The groups in their order. */
export const SETTING_GROUPS: readonly SettingGroup[] = [...new Set(SETTINGS.map(({ group }) => group))];

const fallbacks = new Map<string, string | null>(SETTINGS.map(({ name, fallback }) => [name, fallback]));

/** The default of a variable; empty where it has none. */
export function fallbackOf(name: string): string {
  return fallbacks.get(name) ?? "";
}
