/** Where the admin finds the API, and how it is being run. Read once per use, so that a test may change it. */
export interface AdminConfig {
  /** Base address of the API: GraphQL at `/graphql`, sign-in under `/auth`. */
  apiUrl: string;
  /** True in development, which needs `eval` and inline styles that production forbids. */
  isDevelopment: boolean;
  /** Proves to the API that an address comes from this server; null: the API sees one client for all. */
  adminSecret: string | null;
}

/** Where the admin listens, and whom it believes. */
export interface AdminServerConfig {
  host: string;
  port: number;
  /** Proxies whose `X-Forwarded-For` counts; empty: none. */
  trustProxy: string;
}

/** With `readServerConfig`, the only reader of the environment in this app. */
export function readConfig(): AdminConfig {
  return {
    apiUrl: process.env.API_URL ?? "http://127.0.0.1:4000",
    isDevelopment: process.env.NODE_ENV === "development",
    // An empty variable means "not set", as compose files and shells write it.
    adminSecret: process.env.ADMIN_SECRET || null,
  };
}

/** What only the server's start needs. */
export function readServerConfig(): AdminServerConfig {
  return {
    host: process.env.HOST || "127.0.0.1",
    port: Number(process.env.ADMIN_PORT || 3000),
    trustProxy: process.env.ADMIN_TRUST_PROXY ?? "",
  };
}
