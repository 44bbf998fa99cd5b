import { startTestServer } from "@parley/db/testing";

/** One PostgreSQL for the whole run, with a migrated template; each test file clones a database of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  return async () => {
    await server[Symbol.asyncDispose]();
  };
}
