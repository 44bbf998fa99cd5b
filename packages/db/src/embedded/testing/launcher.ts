import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const FIXTURE = fileURLToPath(new URL("./launch.ts", import.meta.url));

/** What a launcher says about its server, or about why there is none. */
export interface Told {
  pid: number;
  adopted: boolean;
  url: string;
  error?: string;
  message?: string;
}

export interface Launch {
  child: ChildProcess;
  line: Promise<Told>;
}

/** Runs the launcher as a process of its own, as another user where one is given. */
export function launcher(
  args: readonly string[],
  user: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): Launch {
  const child = spawn(process.execPath, ["--import", "tsx", FIXTURE, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    ...user,
  });
  const line = once(createInterface(child.stdout), "line").then(([text]): Told => JSON.parse(String(text)));
  return { child, line };
}

/** Ends a process without giving it a chance to clean up. */
export async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
