import { indexMenu } from "@parley/par-contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import { clientFor, fetchMenu, type Lab, noMenu } from "./lab.ts";
import { type CommonOptions, commonOptions, withCommonOptions } from "./options.ts";
import { isClean, reportData, reportText } from "./real/report.ts";
import { runSoak } from "./real/run.ts";
import { SHAPES } from "./real/shapes.ts";
import { runStream } from "./stream.ts";
import { STREAM_KINDS, StreamMix } from "./stream-mix.ts";
import { StreamTally } from "./stream-tally.ts";

interface StreamOptions {
  readonly mix: "everyday" | "real";
  readonly rate: number;
  readonly for: number;
  readonly settle: number;
  readonly locations?: readonly string[];
  readonly journal?: string;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration such as `500ms`, `60s`, `5m` or `1h`, in milliseconds. */
export function readDurationMs(text: string): number {
  const match = /^(\d{1,6})(ms|s|m|h)$/.exec(text);
  const unit = UNITS_MS[match?.[2] ?? ""];
  if (match === null || unit === undefined)
    throw new InvalidArgumentError("must be a duration such as 60s or 5m");
  return Number(match[1]) * unit;
}

function readRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate <= 5_000))
    throw new InvalidArgumentError("must be a number of calls per second up to 5000");
  return rate;
}

/** Shows a stream's progress: on a terminal one line that is redrawn, else a line now and then. */
function showProgress(tally: StreamTally, lab: Lab): () => void {
  const started = performance.now();
  const line = () => tally.line(performance.now() - started);
  const width = process.stderr.columns ?? 120;
  const redraw = () => process.stderr.write(`\r\u001b[2K${line().slice(0, width - 1)}`);
  const timer = setInterval(lab.isLive ? redraw : () => lab.note(line()), lab.isLive ? 250 : 10_000);
  return () => {
    clearInterval(timer);
    if (lab.isLive) process.stderr.write("\r\u001b[2K");
  };
}

function pendingText(requestUids: readonly string[]): string {
  const shown = requestUids.slice(0, 5).join(", ");
  return requestUids.length > 5 ? `${shown} and ${requestUids.length - 5} more` : shown;
}

const HELP = `
--mix real sends what real callers send: absent values in every spelling, unusual names and ids, long comments,
9,999 units, retries, repeats and hang-ups, orders that must be refused, and orders that the simulated POS fails,
delays or answers wrongly. At its end it polls what is pending, compares all that was told with the kitchen's
journal, and reports for each shape what was sent and answered as expected, and then what must be 0: orders lost,
doubled, cooked though told failed, cooked otherwise than ordered; answers of 5xx, refused by this client,
contradictory; orders without an end. Orders that their POS always fails stay open and are counted apart.

Three currencies, a till of each class, for ten minutes:
  POS_SIMULATOR_STORES=YC-EUR:EUR,YC-JPY:JPY POS_SIMULATOR_CLASSES=YC-LC-002=B,YC-EUR=C,YC-JPY=D npm start
  npm run lab -- stream --mix real --for 10m --journal .data/pos-simulator/journal.jsonl \\
    --locations PAR-LOC-12345,PAR-LOC-12346,PAR-YC-EUR,PAR-YC-JPY

Exit code: 0 when all answers are as expected and, with --mix real, nothing of the list above was found; else 1.`;

function readIds(text: string): string[] {
  const ids = text.split(",").map((id) => id.trim());
  if (ids.includes("")) throw new InvalidArgumentError("must be ids with commas between");
  return ids;
}

/** Adds `stream`. */
export function addStreamCommand(program: Command, lab: Lab): void {
  withCommonOptions(program.command("stream").description("send a mixed, realistic flow of calls"), lab)
    .addOption(new Option("--mix <name>", "what is sent").choices(["everyday", "real"]).default("everyday"))
    .option("--rate <number>", "calls per second; orders per second with --mix real", readRate, 20)
    .option("--for <duration>", "how long", readDurationMs, 60_000)
    .option("--settle <duration>", "how long to poll pending orders at the end", readDurationMs, 30_000)
    .option("--locations <ids>", "with --mix real: the stores, with commas between", readIds)
    .option("--journal <file>", "with --mix real: the simulated POS's journal, to compare with what was told")
    .addHelpText("after", HELP)
    .action(async (given: StreamOptions, command: Command) => {
      const options = commonOptions(command);
      const tally = new StreamTally(given.mix === "real" ? SHAPES.map(({ name }) => name) : STREAM_KINDS);
      const stop = new AbortController();
      const onInterrupt = () => stop.abort();
      process.once("SIGINT", onInterrupt);
      const endProgress = showProgress(tally, lab);
      const flow = { given, options, tally, stop: stop.signal };
      const run = given.mix === "real" ? soak(flow, lab) : stream(flow, lab);
      const report = await run.finally(() => {
        endProgress();
        process.off("SIGINT", onInterrupt);
      });
      lab.print(report);
    });
}

interface Flow {
  readonly given: StreamOptions;
  readonly options: CommonOptions;
  readonly tally: StreamTally;
  readonly stop: AbortSignal;
}

/** Runs the everyday mix, and gives its report. */
async function stream({ given, options, tally, stop }: Flow, lab: Lab): Promise<string> {
  const client = clientFor(options, lab);
  const fetched = await fetchMenu(client, options, lab);
  if (fetched.kind === "none") throw noMenu(options.location, fetched.exchange);
  const mix = new StreamMix({
    client,
    index: indexMenu(fetched.menu),
    currency: fetched.currency,
    organizationId: options.organization,
    locationId: options.location,
    random: lab.random,
    now: lab.now,
  });
  const pace = { perSecond: given.rate, durationMs: given.for, settleMs: given.settle, pollMs: 1_000 };
  const { elapsedMs, unsettled } = await runStream(mix, tally, pace, stop);
  if (tally.unexpected > 0) lab.fail();
  if (options.json) return JSON.stringify({ ...tally.data(elapsedMs), unsettled }, null, 2);
  const summary = tally.summary(elapsedMs, lab.paint);
  return unsettled.length === 0 ? summary : `${summary}\n  still pending: ${pendingText(unsettled)}`;
}

/** Runs the mix of real callers, and gives its report. */
async function soak({ given, options, tally, stop }: Flow, lab: Lab): Promise<string> {
  const { locations = [options.location], journal = null, settle: settleMs } = given;
  const pace = { perSecond: given.rate, durationMs: given.for };
  const result = await runSoak({ ...options, locations, journal, settleMs }, { tally, pace, stop }, lab);
  if (!isClean(result)) lab.fail();
  return options.json ? JSON.stringify(reportData(result), null, 2) : reportText(result, lab.paint);
}
