import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants } from "node:zlib";
import compression from "compression";
import { readConfig, readServerConfig } from "../config.ts";
import { addressHeader, proofHeader } from "../forward-headers.ts";
import { limitBodyTime, SLOW_BODY_MS } from "./body-time.ts";
import { createBuildFiles } from "./build-files.ts";
import { clientAddress, parseTrust } from "./client-address.ts";
import { headFault, METHODS } from "./request-head.ts";

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Next, as far as a server needs it. */
type Next = (options: { dev: boolean; dir: string; hostname: string; port: number; httpServer?: Server }) => {
  prepare(): Promise<void>;
  getRequestHandler(): Handler;
};

const DIRECTORY = fileURLToPath(new URL("../..", import.meta.url));
/** Brotli or gzip, as the client takes it. Events are passed on one by one: nothing may gather them. */
const compress = compression({
  // Two KB of a hundred less than the package's own 4, in half the time.
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  filter: (req, res) =>
    !/^text\/event-stream/.test(String(res.getHeader("content-type"))) && compression.filter(req, res),
});
interface Limits {
  /** A request's head has to arrive within this time … */
  headMs: number;
  /** … and its body within this after it, but for files that go on coming. */
  bodyMs: number;
  /** How often heads are checked. */
  checkMs: number;
}

const LIMITS: Limits = { headMs: 10_000, bodyMs: 15_000, checkMs: 1_000 };
/** Requests under way may end within this time; the launcher waits 1.5 s. */
const DRAIN_MS = 1_000;

/** Runs the admin until a signal ends it. */
export async function serve(next: Next): Promise<void> {
  const { isDevelopment } = readConfig();
  const { host, port, trustProxy } = readServerConfig();
  // Next listens for upgrades on the server that it is given, for reloads in development. In production it leaves
  // such connections open without an answer, so there it gets a server that nobody calls.
  const upgrades = isDevelopment ? {} : { httpServer: createServer() };
  const app = next({ dev: isDevelopment, dir: DIRECTORY, hostname: host, port, ...upgrades });
  await app.prepare();
  const server = createAdminServer({
    handler: app.getRequestHandler(),
    trustProxy,
    ...(isDevelopment ? {} : { buildFiles: createBuildFiles(join(DIRECTORY, ".next/static")) }),
  });
  server.listen(port, host, () => process.stdout.write(`admin listening on http://${host}:${port}\n`));
  server.on("error", (error) => {
    process.stderr.write(`The admin could not listen: ${error.message}\n`);
    process.exit(1);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      server.close(() => process.exit(0));
      server.closeIdleConnections();
      setTimeout(() => process.exit(0), DRAIN_MS).unref();
    });
  }
}

/**
 * The admin's server around Next's handler. Next keeps Node's time limits, which let 300 slow clients hold their
 * connections for minutes. And only a server sees the address of a client: it goes on to the API in a header
 * that no client can set itself.
 */
export function createAdminServer(args: {
  handler: Handler;
  trustProxy: string;
  /** Answers for files of the build; false where a request is for something else. */
  buildFiles?: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;
  limits?: Limits;
}): Server {
  const { handler, trustProxy, buildFiles = async () => false, limits = LIMITS } = args;
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    if (!(await buildFiles(req, res)))
      compress(req, res, () => void handler(req, res).catch(() => res.destroy()));
  };
  const trust = parseTrust(trustProxy);
  const server = createServer({ connectionsCheckingInterval: limits.checkMs }, (req, res) => {
    const { headers, socket } = req;
    res.setHeader("x-content-type-options", "nosniff");
    const fault = headFault(req);
    if (fault !== null) {
      if (fault.status === 405) res.setHeader("allow", METHODS.join(", "));
      res.writeHead(fault.status, { connection: "close" }).end(`${fault.sentence}\n`);
      return;
    }
    const socketAddress = socket.remoteAddress ?? "";
    headers[addressHeader] = clientAddress(
      { socketAddress, forwardedFor: joined(headers["x-forwarded-for"]) },
      trust,
    );
    delete headers[proofHeader];
    limitBodyTime(req, res, limits.bodyMs);
    answer(req, res).catch(() => res.destroy());
  });
  server.headersTimeout = limits.headMs;
  server.requestTimeout = SLOW_BODY_MS;
  server.keepAliveTimeout = 65_000;
  return server;
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(",") : header;
}
