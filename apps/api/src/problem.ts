import { STATUS_CODES } from "node:http";
import type { NextFunction, Request, Response } from "express";
import { DATABASE_RETRY_S, isDatabaseAway } from "./errors.ts";
import type { Logger } from "./logger.ts";

/**
 * Errors outside PAR's endpoints and GraphQL are answered as RFC 9457. The answer reveals nothing
 * about the error except its status and an id to find it by.
 */
export function sendProblem(res: Response, status: number, detail: string, instance?: string): void {
  res
    .status(status)
    .setHeader("cache-control", "no-store")
    .type("application/problem+json")
    .send(
      JSON.stringify({
        type: "about:blank",
        title: STATUS_CODES[status] ?? "Error",
        status,
        detail,
        instance,
      }),
    );
}

/** The last middleware: no route took the call. */
export function notFound(_req: Request, res: Response): void {
  sendProblem(res, 404, "There is nothing at this address");
}

/** The last error handler: answers whatever a router threw. */
export function problemHandler(log: Logger) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const status = clientStatusOf(error);
    if (status !== null) {
      sendProblem(res, status, "The request cannot be read");
      return;
    }
    if (isDatabaseAway(error)) {
      sendProblem(
        res.setHeader("retry-after", String(DATABASE_RETRY_S)),
        503,
        "The database does not answer; try again shortly",
      );
      return;
    }
    log.error({ err: error, method: req.method, path: req.path }, "a request failed");
    sendProblem(res, 500, "Something went wrong on our side");
  };
}

/** body-parser and Express mark what the caller did wrong with a 4xx status. */
function clientStatusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("status" in error)) return null;
  const { status } = error;
  return typeof status === "number" && status >= 400 && status < 500 ? status : null;
}
