/** The HTTP answer of the server. */
export interface WireAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** In place of `json`. */
  text?: string;
}
