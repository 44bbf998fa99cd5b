// A program for the launcher's tests: starts the PostgreSQL of the folder given, says so in one line of JSON,
// and stops it when told to by SIGTERM. Whatever is done to it otherwise is done by the test.
import { startEmbedded } from "../embedded.ts";

const [dataDir = "", watchdog] = process.argv.slice(2);
try {
  const { pid, adopted, url, stop } = await startEmbedded({ dataDir, watchdog: watchdog === "watchdog" });
  process.once("SIGTERM", async () => {
    await stop();
    process.exit(0);
  });
  console.log(JSON.stringify({ pid, adopted, url }));
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(JSON.stringify(error instanceof Error ? { error: error.name, message: error.message } : {}));
  process.exitCode = 1;
}
