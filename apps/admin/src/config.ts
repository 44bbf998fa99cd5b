/** Where the admin finds the API, and how it is being run. Read once per use, so that a test may change it. */
export interface AdminConfig {
  /** Base address of the API: GraphQL at `/graphql`, sign-in under `/auth`. */
  apiUrl: string;
  /** True under `next dev`, which needs `eval` and inline styles that production forbids. */
  isDevelopment: boolean;
}

/** The only reader of the environment in this app. */
export function readConfig(): AdminConfig {
  return {
    apiUrl: process.env.API_URL ?? "http://127.0.0.1:4000",
    isDevelopment: process.env.NODE_ENV === "development",
  };
}
