import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it("leaves `docker compose up --scale api=2` a port of this machine for each process (R12)", () => {
  const compose = readFileSync(join(import.meta.dirname, "../compose.yaml"), "utf8");
  const api = compose.slice(compose.indexOf("\n  api:"), compose.indexOf("\n  admin:"));
  const [, first = 0, last = 0] = /ports: \["127\.0\.0\.1:(\d+)-(\d+):4000"\]/.exec(api) ?? [];
  expect(Number(last) - Number(first)).toBeGreaterThanOrEqual(1);
  expect(api).not.toContain("container_name");
});
