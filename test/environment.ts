/**
 * What the processes of a test inherit: the shell's environment without any setting of Parley's, so that
 * a developer's own `.env` or exports cannot change what a test proves.
 */
import { SETTINGS } from "../apps/api/src/settings/table.ts";

type Environment = Record<string, string | undefined>;

const ours = new Set<string>(SETTINGS.map(({ name }) => name));

export function cleanEnvironment(): Environment {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ours.has(name) && !name.startsWith("VITEST")),
  );
}
