import { type SettingSource, sourceOf } from "./source.ts";
import { SETTINGS, type SettingGroup, type SettingName } from "./table.ts";

/** A setting as owners see it. What opens something is not in it. */
export interface DescribedSetting {
  name: SettingName;
  group: SettingGroup;
  /** What applies; null where nothing is set and there is no default, and for a secret. */
  value: string | null;
  fallback: string | null;
  isSecret: boolean;
  isSet: boolean;
  source: SettingSource;
}

/** What opens something: by its name, so that one which is added is hidden before anybody thinks of it. */
const SECRET = /SECRET|KEY|PASSWORD|TOKEN/;
/** Addresses that may have a password in them: shown without who signs in, and without what is asked. */
const ADDRESSES: ReadonlySet<SettingName> = new Set(["DATABASE_URL", "DATABASE_DIRECT_URL", "SMTP_URL"]);

/**
 * What a process was started with, in the order of the table.
 *
 * @param names the variables that this process reads
 * @param told what the launcher told of where they come from (`source.ts`)
 */
export function describeSettings(
  env: Readonly<Record<string, string | undefined>>,
  { names, told }: { names: ReadonlySet<string>; told: string | undefined },
): DescribedSetting[] {
  return SETTINGS.filter(({ name }) => names.has(name)).map(({ name, group, fallback }) => {
    const given = env[name] || null;
    const isSecret = SECRET.test(name);
    const source = sourceOf(name, { value: given, fallback, told });
    return {
      ...{ name, group, fallback, isSecret, source, isSet: given !== null },
      value: isSecret ? null : shownOf(name, given ?? fallback),
    };
  });
}

function shownOf(name: SettingName, value: string | null): string | null {
  if (value === null || !ADDRESSES.has(name)) return value;
  const address = URL.canParse(value) ? new URL(value) : null;
  // An address that nobody can take apart may have its password anywhere.
  if (address === null || address.host === "") return null;
  return `${address.protocol}//${address.host}${address.pathname}`;
}
