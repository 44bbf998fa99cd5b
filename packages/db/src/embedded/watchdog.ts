import { spawn } from "node:child_process";

/**
 * A shell that waits for the end of its input, which comes when this process is gone, however it went, and
 * then stops the server. Answers how to call it off.
 */
export function watch(serverPid: number): () => void {
  const shell = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(serverPid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {});
  shell.stdin?.on("error", () => {});
  shell.unref();
  // The pipe must not keep this process alive either; it closes when the process ends.
  if (shell.stdin !== null && "unref" in shell.stdin && typeof shell.stdin.unref === "function")
    shell.stdin.unref();
  return () => {
    shell.kill("SIGKILL");
  };
}
