import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) =>
      resolve("code" in error && typeof error.code === "string" ? error.code : error.message),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** Browsers and Node's `fetch` never call some ports (Fetch standard, "bad port"). Nobody listens on this one. */
async function isNeverCalled(port: number): Promise<boolean> {
  const refusal: unknown = await fetch(`http://127.0.0.1:${port}`).catch((error: unknown) => error);
  return refusal instanceof Error && refusal.cause instanceof Error && refusal.cause.message === "bad port";
}

/**
 * Checks that every port is free, and one that browsers call, before anything is started.
 * @throws StartError with one sentence about the first that is not.
 */
export async function requireFreePorts(
  host: string,
  ports: readonly { variable: string; port: number; what: string }[],
): Promise<void> {
  for (const { variable, port, what } of ports) {
    const problem = await tryPort(host, port);
    if (problem === null) {
      if (!(await isNeverCalled(port))) continue;
      throw new StartError(
        `port ${port}, for ${what}, is one that browsers and HTTP clients refuse to call; choose another with ${variable}=….`,
      );
    }
    if (problem === "EADDRINUSE") {
      throw new StartError(
        `port ${port} on ${host}, which ${what} needs, is in use by another program; free it, or choose another with ${variable}=….`,
      );
    }
    if (problem === "EACCES")
      throw new StartError(
        `port ${port}, for ${what}, needs more rights; choose one above 1023 with ${variable}=….`,
      );
    throw new StartError(
      `${what} cannot listen on ${host}:${port} (${problem}); check HOST and ${variable}.`,
    );
  }
}
