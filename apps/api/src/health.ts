import { Router } from "express";
import { sendProblem } from "./problem.ts";

/**
 * `/healthz`: the process runs. `/readyz`: it can serve PAR: the database takes writes, the schema is
 * there, and in demo mode every demo store's menu is stored.
 * @param missing what is not ready yet, as texts; empty when everything is ready
 */
export function healthRouter(missing: () => Promise<readonly string[]>): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => {
    res.json({ status: "ok" });
  });
  router.get("/readyz", async (_req, res) => {
    const waitingFor = await missing().catch(() => ["the database"]);
    if (waitingFor.length === 0) res.json({ status: "ready" });
    else sendProblem(res.setHeader("retry-after", "1"), 503, `Waiting for ${waitingFor.join(", ")}`);
  });
  return router;
}
