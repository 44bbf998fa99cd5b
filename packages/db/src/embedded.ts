export interface EmbeddedServer {
  /** The database for the API. */
  url: string;
  /** The same database as its owner, for migrations. */
  ownerUrl: string;
  /** True when the server was running already, left behind by a start that was killed. */
  adopted: boolean;
  /** Settles when the server has gone without `stop` having been called. */
  lost: Promise<void>;
  /** Stops the server; running statements are cancelled, nothing committed is lost. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log?: (line: string) => void;
  /** Stops the server when this process is gone, however it went. For tests. */
  watchdog?: boolean;
  /** Settings of the server, e.g. `fsync: "off"` in tests that kill nothing. */
  settings?: Readonly<Record<string, string>>;
}

/** Another process runs this installation. */
export class AlreadyRunningError extends Error {
  override readonly name = "AlreadyRunningError";
}

/** Starts, or adopts, the PostgreSQL of a data folder. Throws AlreadyRunningError. */
export async function startEmbedded(_options: EmbeddedOptions): Promise<EmbeddedServer> {
  throw new Error("Not there yet.");
}

/** The address of the server that runs in a data folder, or null. */
export async function locateEmbedded(_dataDir: string): Promise<{ url: string } | null> {
  throw new Error("Not there yet.");
}
