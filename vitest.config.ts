import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests that replace a module for themselves. */
const APART = ["apps/api/src/orders/testing/histories/{history,poisoned}.test.ts"];

/** How long what comes by itself is waited for: it comes at once, but not on a machine that does much else. */
const PATIENCE = { poll: { timeout: 20_000 } };

/** Journeys that end processes, fill the machine, or judge what happened by how it went in time. */
const ALONE = ["test/{start,refused-start,resilience,soak}.test.ts", "test/drills/mutants.test.ts"];

// Five projects: "architecture" reads files only; "rooms" holds the tests beside the code, which share the modules
// of their worker, because reading them anew for each file takes as long as the tests; "apart" are those of the
// rooms that cannot; "journeys" start real processes and a browser, so no more than two files run side by side, when
// the rooms are done; "alone" are the journeys that need the machine for themselves.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "architecture",
          include: ["test/architecture.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "rooms",
          // vite would take graphql's ESM build for our files and Node its CommonJS one for the packages',
          // and two copies do not know each other's types.
          alias: [
            { find: /^graphql$/, replacement: "graphql/index.js" },
            { find: /^@\//, replacement: fileURLToPath(new URL("apps/admin/src/", import.meta.url)) },
          ],
          include: ["{apps,packages,bench,scripts}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/.next/**", ...APART],
          globalSetup: ["./test/global-setup.ts"],
          // Only to end what hangs: some start processes, which takes long on a machine that does much else.
          testTimeout: 120_000,
          expect: PATIENCE,
          hookTimeout: 120_000,
          maxWorkers: 2,
          isolate: false,
          sequence: { shuffle: true, groupOrder: 1 },
        },
      },
      {
        test: {
          name: "apart",
          include: APART,
          testTimeout: 120_000,
          expect: PATIENCE,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/architecture.test.ts", ...ALONE],
          globalSetup: ["./test/global-setup.ts", "./test/unpack-browser.ts"],
          testTimeout: 120_000,
          expect: PATIENCE,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "alone",
          include: ALONE,
          globalSetup: ["./test/global-setup.ts", "./test/unpack-browser.ts"],
          testTimeout: 120_000,
          expect: PATIENCE,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
