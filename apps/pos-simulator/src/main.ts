import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { ConfigError, loadConfig, type SimulatorConfig } from "./config.ts";
import { Faults } from "./faults.ts";
import { type Journal, openJournal } from "./journal.ts";
import { JournalError } from "./journal-lines.ts";
import { Outbox } from "./outbox.ts";
import { createRequestListener, type SimulatorParts } from "./server.ts";
import { Stock } from "./stock.ts";
import { createStores } from "./stores.ts";
import { Till } from "./till.ts";

/** How long callers have to fetch their answers after the process was asked to end. */
const DRAIN_MS = 5_000;

const now = () => new Date();

async function main(): Promise<void> {
  const config = loadConfig();
  const stores = createStores(config.classes, config.moreStores);
  const server = createServer();
  // The port comes first: the process that has it owns the journal, so a second start changes nothing.
  const port = await listen(server, config);
  const parts = openParts(config, stores);
  server.on("request", createRequestListener(parts));
  const { till, journal, outbox } = await parts;
  stopWhenAsked(config, async () => {
    outbox[Symbol.dispose]();
    await drain(server, till, journal);
  });
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  console.log(`pos-simulator listening on http://${host}:${port}`);
}

async function openParts(
  config: SimulatorConfig,
  stores: SimulatorParts["stores"],
): Promise<SimulatorParts & { journal: Journal }> {
  const folder = join(config.dataDir, "pos-simulator");
  const journal = await openJournal(join(folder, "journal.jsonl"), (error) => {
    console.error(`pos-simulator stops: ${error.message}:`, error.cause);
    process.exit(1);
  });
  const faults = new Faults(join(folder, "faults-spent.txt"), config.timeScale);
  const till = new Till({ journal, faults, now });
  const stock = new Stock(join(folder, "stock.jsonl"), stores);
  const keyring = { key: config.key };
  const outbox = new Outbox({
    url: config.eventsUrl,
    keyring,
    path: join(folder, "outbox.jsonl"),
    timeScale: config.timeScale,
    now,
  });
  return { keyring, stores, till, stock, outbox, now, journal };
}

async function listen(server: Server, config: SimulatorConfig): Promise<number> {
  server.listen(config.port, config.host);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : config.port;
}

/** SIGTERM, Ctrl-C, or a parent that is gone (its end of our stdin closes). */
function stopWhenAsked(config: SimulatorConfig, stop: () => Promise<void>): void {
  let isStopping = false;
  const stopOnce = () => {
    if (isStopping) return;
    isStopping = true;
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error("pos-simulator:", error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stopOnce);
  process.on("SIGINT", stopOnce);
  if (!config.isChild) return;
  process.stdin.on("end", stopOnce).on("close", stopOnce).resume();
}

/** Takes no new connection, finishes the orders in progress, answers, and closes the journal. */
async function drain(server: Server, till: Till, journal: Journal): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A kept-alive connection is idle only after its answer is sent, so idle ones are closed again and again.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await till[Symbol.asyncDispose]();
  await closed;
  clearInterval(idle);
  clearTimeout(patience);
  await journal[Symbol.asyncDispose]();
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof JournalError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error) {
    const host = "address" in error ? ` on ${error.address}` : "";
    return `port ${error.port}${host} is already in use; set POS_SIMULATOR_PORT to another`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(`pos-simulator cannot start: ${explain(error)}.`);
  process.exit(1);
});
