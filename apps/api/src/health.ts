import { Router } from "express";
import { sendProblem } from "./problem.ts";

/** How many processes serve behind this port, of how many. */
export interface ProcessCount {
  serving: number;
  of: number;
}

/**
 * `/healthz`: the process runs. `/readyz`: it can serve PAR: the database takes writes, the schema is
 * there, and in demo mode every demo store's menu is stored.
 * @param missing what is not ready yet, as texts; empty when everything is ready
 * @param processes null where this process is the only one
 */
export function healthRouter(
  missing: () => Promise<readonly string[]>,
  processes: () => ProcessCount | null,
): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.json({ status: "ok" });
  });
  router.get("/readyz", async (_req, res) => {
    const waitingFor = await missing().catch(() => ["the database"]);
    const count = processes();
    if (waitingFor.length === 0)
      res.json({ status: "ready", ...(count === null ? {} : { processes: count }) });
    else sendProblem(res.setHeader("retry-after", "1"), 503, `Waiting for ${waitingFor.join(", ")}`);
  });
  return router;
}
