import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Pool, operators' pages, large statements and two that listen, of each of four processes. */
const CONNECTIONS_OF_AN_API = 4 * (8 + 4 + 6 + 2);

it("gives its PostgreSQL connections for three API containers, as while one of two is replaced", () => {
  const compose = readFileSync(join(import.meta.dirname, "../compose.yaml"), "utf8");
  const postgres = compose.slice(compose.indexOf("\n  postgres:"), compose.indexOf("\n  api:"));
  const [, max = 0] = /command: \["postgres", "-c", "max_connections=(\d+)"\]/.exec(postgres) ?? [];
  expect(Number(max)).toBeGreaterThanOrEqual(3 * CONNECTIONS_OF_AN_API);
});

it("leaves `docker compose up --scale api=2` a port of this machine for each process (R12)", () => {
  const compose = readFileSync(join(import.meta.dirname, "../compose.yaml"), "utf8");
  const api = compose.slice(compose.indexOf("\n  api:"), compose.indexOf("\n  admin:"));
  const [, first = 0, last = 0] = /ports: \["127\.0\.0\.1:(\d+)-(\d+):4000"\]/.exec(api) ?? [];
  expect(Number(last) - Number(first)).toBeGreaterThanOrEqual(1);
  expect(api).not.toContain("container_name");
});
