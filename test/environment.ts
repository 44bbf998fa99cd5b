/**
 * What the processes of a test inherit: the shell's environment without any setting of Parley's, so that
 * a developer's own `.env` or exports cannot change what a test proves.
 */
import { SETTING_GROUPS } from "../scripts/settings.ts";

type Environment = Record<string, string | undefined>;

const ours = new Set(SETTING_GROUPS.flatMap((group) => group.settings).map((setting) => setting.name));

export function cleanEnvironment(): Environment {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ours.has(name) && !name.startsWith("VITEST")),
  );
}
