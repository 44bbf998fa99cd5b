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
  let total = 0;
  for (const { pid, parent, ownMs } of listProcesses())
    if (pid === of || parent === childrenOf) total += ownMs;
  return total;
}

/**
 * Processor time of a process and all that it started, those that ended and that it has waited for included, in
 * milliseconds; 0 where the system does not tell.
 */
export function treeMs(root: number): number {
  let total = 0;
  for (const { ownMs, endedMs } of treeOf(root)) total += ownMs + endedMs;
  return total;
}

/** The numbers of a process and of all that it started and that live; none where the system does not tell. */
export function listTree(root: number): number[] {
  return treeOf(root).map(({ pid }) => pid);
}

function treeOf(root: number): Listed[] {
  const all = listProcesses();
  const inTree = new Set([root]);
  // A child's number may be lower than its parent's, so until nothing is added.
  for (let size = 0; size !== inTree.size; ) {
    size = inTree.size;
    for (const { pid, parent } of all) if (inTree.has(parent)) inTree.add(pid);
  }
  return all.filter(({ pid }) => inTree.has(pid));
}

interface Listed {
  pid: number;
  parent: number;
  ownMs: number;
  /** Of its children that ended. */
  endedMs: number;
}

function listProcesses(): Listed[] {
  if (process.platform !== "linux") return [];
  const listed: Listed[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // After the name, which may have blanks: state, parent, …, then user and system time, own and of ended children.
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
      listed.push({
        pid: Number(name),
        parent: Number(fields[1]),
        ownMs: (user + system) * TICK_MS,
        endedMs: (endedUser + endedSystem) * TICK_MS,
      });
    } catch {
      // It went away while we looked.
    }
  }
  return listed;
}
