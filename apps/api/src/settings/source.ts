import { parseEnv } from "node:util";

/** Who gave a variable its value. `launcher`: `npm start`, which makes or derives it. */
export const settingSources = ["environment", "file", "launcher", "default"] as const;
export type SettingSource = (typeof settingSources)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** What was given to a process, and what of it stands in `.env` alone: a line there gives way to the shell. */
export interface Given {
  environment: readonly string[];
  file: readonly string[];
}

/** @param file the text of `.env`; null where there is none */
export function givenBy(env: Environment, file: string | null): Given {
  const environment = Object.keys(env).filter((name) => isSet(env[name]));
  const inFile = file === null ? [] : Object.entries(parseEnv(file));
  return {
    environment,
    file: inFile.flatMap(([name, value]) => (isSet(value) && env[name] === undefined ? [name] : [])),
  };
}

/** As the launcher tells it to its children: names alone, in `PARLEY_SOURCES`. */
export function tellGiven({ environment, file }: Given, names: ReadonlySet<string>): string {
  const ours = (all: readonly string[]) => all.filter((name) => names.has(name)).join(",");
  return `${ours(environment)};${ours(file)}`;
}

/** @param told what the launcher told; undefined where a process was started without it */
export function sourceOf(
  name: string,
  { value, fallback, told }: { value: string | null; fallback: string | null; told: string | undefined },
): SettingSource {
  if (value === null) return "default";
  if (told === undefined) return "environment";
  const [environment = "", file = ""] = told.split(";");
  if (environment.split(",").includes(name)) return "environment";
  if (file.split(",").includes(name)) return "file";
  return value === fallback ? "default" : "launcher";
}

/** An empty variable means "not set", as compose files and shells write it. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
