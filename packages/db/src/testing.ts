import type { Database } from "./client.ts";
import type { Vault } from "./secrets.ts";

export interface TestDatabase extends AsyncDisposable {
  url: string;
  db: Database;
  vault: Vault;
}

/** A fresh, migrated database for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  throw new Error("Not there yet.");
}
