/** The embedded PostgreSQL cannot run here, or stopped while starting; the message says what to do. */
export class EmbeddedError extends Error {
  override readonly name = "EmbeddedError";
}

/** Another process runs this installation. */
export class AlreadyRunningError extends Error {
  override readonly name = "AlreadyRunningError";
  readonly pid: number | null;
  readonly since: Date | null;

  constructor(dataDir: string, holder: { pid: number | null; since: Date | null }) {
    const who = holder.pid === null ? "another process" : `process ${holder.pid}`;
    const since = holder.since === null ? "" : ` since ${holder.since.toISOString()}`;
    super(
      `Parley is already running on ${dataDir}: ${who}${since}. Stop that one first, or use another DATA_DIR.`,
    );
    this.pid = holder.pid;
    this.since = holder.since;
  }
}
