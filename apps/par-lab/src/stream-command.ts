import { type Command, InvalidArgumentError } from "commander";
import { indexMenu } from "./choice.ts";
import { clientFor, fetchMenu, type Lab } from "./lab.ts";
import { LabError } from "./lab-error.ts";
import { commonOptions, withCommonOptions } from "./options.ts";
import { runStream } from "./stream.ts";
import { StreamMix } from "./stream-mix.ts";
import { StreamTally } from "./stream-tally.ts";

interface StreamOptions {
  readonly rate: number;
  readonly for: number;
  readonly settle: number;
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

/** Adds `stream`. */
export function addStreamCommand(program: Command, lab: Lab): void {
  withCommonOptions(program.command("stream").description("send a mixed, realistic flow of calls"))
    .option("--rate <number>", "calls per second", readRate, 20)
    .option("--for <duration>", "how long", readDurationMs, 60_000)
    .option("--settle <duration>", "how long to poll pending orders at the end", readDurationMs, 30_000)
    .action(async (given: StreamOptions, command: Command) => {
      const options = commonOptions(command);
      const client = clientFor(options, lab);
      const fetched = await fetchMenu(client, options, lab);
      if (fetched.kind === "none") {
        const why = fetched.exchange.verdict.checks.find(({ ok }) => !ok)?.detail ?? "it did not change";
        throw new LabError(`A stream needs the menu of ${options.location}, and there is none: ${why}`);
      }
      const mix = new StreamMix({
        client,
        index: indexMenu(fetched.menu),
        currency: fetched.currency,
        organizationId: options.organization,
        locationId: options.location,
        random: lab.random,
        now: lab.now,
      });
      const tally = new StreamTally();
      const stop = new AbortController();
      const onInterrupt = () => stop.abort();
      process.once("SIGINT", onInterrupt);
      const endProgress = showProgress(tally, lab);
      const pace = { perSecond: given.rate, durationMs: given.for, settleMs: given.settle, pollMs: 1_000 };
      const end = await runStream(mix, tally, pace, stop.signal);
      endProgress();
      process.off("SIGINT", onInterrupt);
      const { elapsedMs, unsettled } = end;
      if (options.json) lab.print(JSON.stringify({ ...tally.data(elapsedMs), unsettled }, null, 2));
      else {
        lab.print(tally.summary(elapsedMs, lab.paint));
        if (unsettled.length > 0) lab.print(`  still pending: ${pendingText(unsettled)}`);
      }
      if (tally.unexpected > 0) lab.fail();
    });
}
