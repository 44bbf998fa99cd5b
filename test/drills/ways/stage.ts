import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleProgram } from "../bundle.ts";
import { openPostgres } from "../postgres.ts";
import { REPOSITORY } from "../program-api.ts";
import { createRandom } from "../random.ts";
import { openWorld, type World } from "../world.ts";
import type { WorldPlan } from "../world-plan.ts";

/** The real gateway and POS, with nobody at support: orders stand as the faults left them. */
export async function openStage(
  stores: NonNullable<WorldPlan["stores"]>,
): Promise<{ world: World } & AsyncDisposable> {
  const dir = mkdtempSync(join(tmpdir(), "parley-ways-"));
  const postgres = await openPostgres(join(dir, "postgres"));
  const [api, pos] = await Promise.all([
    bundleProgram(join(REPOSITORY, "apps/api/src/main.ts"), "api", dir),
    bundleProgram(join(REPOSITORY, "apps/pos-simulator/src/main.ts"), "pos", dir),
  ]);
  const world = await openWorld({
    name: "ways",
    dir,
    random: createRandom(1),
    postgres,
    programs: { api, pos },
    apis: 1,
    stores,
    // Half a minute, as the world scales it: what is said of an order while it waits is read in time on a busy machine
    // too, and what fails for good is given up while the test waits.
    env: { GIVE_UP_MS: "300000" },
  });
  world.person.pause();
  return {
    world,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
