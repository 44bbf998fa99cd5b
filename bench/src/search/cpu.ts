import { readdirSync, readFileSync } from "node:fs";

// Linux counts processor time in hundredths of a second.
const TICK_MS = 10;

/** Processor time of this process and of the server's, in milliseconds: what a busy machine does not stretch. */
export function cpuMs(serverPid: number): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + processorMs({ childrenOf: serverPid });
}

/** Processor time of processes that live: of one, and of another's children; 0 where the system does not tell. */
export function processorMs({ of, childrenOf }: { of?: number; childrenOf: number }): number {
  if (process.platform !== "linux") return 0;
  let total = 0;
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      // After the name, which may have blanks: state, parent, …, user time, system time.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      if (Number(pid) === of || Number(fields[1]) === childrenOf)
        total += (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    } catch {
      // It went away while we looked.
    }
  }
  return total;
}
