/** What goes back over the wire. */
export interface WireAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** In place of `json`. */
  text?: string;
}
