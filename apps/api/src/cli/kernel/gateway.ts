import { loadConfig } from "../../config.ts";
import { type Context, createContext } from "../../context.ts";
import { createLogger } from "../../logger.ts";
import { checkMasterKey, type Session } from "./session.ts";

/**
 * What the API is made of, for the length of one command. It needs no sweep here: whatever a command leaves unsettled
 * is stored, and the API continues with it.
 * @throws Refusal where the master key does not open the secrets, which it takes to answer PAR or to sign as PAR
 */
export async function withGateway<T>(session: Session, work: (ctx: Context) => Promise<T>): Promise<T> {
  await checkMasterKey(session);
  const { databaseUrl, masterKey, allowLoopbackHttp, timeScale, durations, terminal } = session;
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: "2",
    // Nobody waits for a command but the person who gave it.
    DATABASE_DEADLINE_MS: "20000",
    MASTER_KEY: masterKey,
    POS_ALLOW_LOOPBACK_HTTP: allowLoopbackHttp ? "1" : "0",
    TIME_SCALE: String(timeScale),
    ...Object.fromEntries(Object.entries(durations).map(([name, ms]) => [name, String(ms)])),
  });
  const log = createLogger("error", { write: terminal.err });
  await using ctx = createContext(config, { log });
  return await work(ctx);
}
