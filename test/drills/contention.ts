/**
 * How busy other programs keep this machine. Drills shorten every wait of the gateway and of the POS alike.
 * On a machine that gives a program a tenth of its time, the POS would exceed its promised maximum time: the
 * drill would be wrong, not the gateway. So a busy machine shortens the waits less.
 */

const SAMPLE_MS = 1_000;
const SCALE = 0.1;
const SCALE_MAX = 1;

/** How many times longer a program takes now than on an idle machine; 1 where the machine is idle. */
export function contention(): number {
  const since = performance.now();
  const before = process.cpuUsage();
  let spent = 0;
  while (spent < SAMPLE_MS / 2) {
    for (let turn = 0; turn < 100_000; turn += 1) Math.sqrt(turn);
    const { user, system } = process.cpuUsage(before);
    spent = (user + system) / 1_000;
  }
  return Math.max(1, (performance.now() - since) / spent);
}

export function timeScaleOf(busy: number): number {
  return Math.round(Math.min(SCALE_MAX, SCALE * Math.max(1, busy)) * 100) / 100;
}
