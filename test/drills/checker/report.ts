import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { brokenSets, SET_NAMES, type Verdict } from "./check.ts";

const SHOWN = 5;

/** The verdict for a person: what was tried, then every set with its first findings. */
export function printVerdict(verdict: Verdict): string {
  const { counts, sets } = verdict;
  const broken = brokenSets(verdict);
  const answers = Object.entries(counts.answers).map(([status, count]) => `${count} × ${status}`);
  const share =
    counts.share202 === null ? "no submit answered" : `${(counts.share202 * 100).toFixed(2)} % with 202`;
  const { placed, rejected, errored, open } = counts.ends;
  return [
    `${counts.orders} orders in ${counts.calls} calls (${counts.broken} broken): ${answers.join(", ")}; ${share}`,
    `${placed} placed, ${rejected} rejected, ${errored} errored, ${open} open; ${counts.unlikeQuiet} unlike an undisturbed run`,
    `${counts.posOrders} orders at the POS, ${counts.voided} voided; ${counts.faults} faults, ${counts.kills} kills, ${counts.acts} acts`,
    ...SET_NAMES.map((name) => `${sets[name].length === 0 ? " ok " : "FAIL"} ${name}: ${sets[name].length}`),
    ...broken.flatMap((name) => [
      ...sets[name].slice(0, SHOWN).map(({ uid, evidence }) => `${name} ${uid}: ${evidence}`),
      ...(sets[name].length > SHOWN ? [`${name}: ${sets[name].length - SHOWN} more`] : []),
    ]),
  ].join("\n");
}

/** Writes the verdict, with the facts that identify the run (seed, drill, commit), as one JSON document. */
export function writeVerdict(
  path: string,
  verdict: Verdict,
  run: Readonly<Record<string, unknown>> = {},
): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...run, ...verdict }, null, 2)}\n`);
}
