import {
  DEMO_LOCATION_ID,
  DEMO_ORGANIZATION_ID,
  DEMO_SHARED_ID,
  parseSwitches,
  SchemaError,
  type Switches,
} from "@parley/par-contract";
import { type Command, InvalidArgumentError } from "commander";

/** What every command knows: where to call, as whom, for which store, and how to show it. */
export interface CommonOptions {
  readonly url: string;
  readonly sharedId: string;
  readonly organization: string;
  readonly location: string;
  readonly json: boolean;
  readonly switches: Switches;
}

type SwitchValues = Readonly<Record<string, string | number | boolean | null>>;

function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("must be an http or https address such as http://127.0.0.1:4000");
  }
  return text;
}

function readSharedId(text: string): string {
  if (text.length < 10) throw new InvalidArgumentError("a SharedId has at least 10 characters");
  return text;
}

/** `name=value`; true, false, null and numbers are taken as such. */
function readSwitch(text: string, before: SwitchValues | undefined): SwitchValues {
  const [, name = "", raw = ""] = /^([a-z0-9_]+)=(.*)$/.exec(text) ?? [];
  const literal = /^(?:true|false|null|-?\d+)$/.test(raw);
  const value: unknown = literal ? JSON.parse(raw) : raw;
  try {
    parseSwitches({ [name]: value });
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new InvalidArgumentError(`${error.message} (docs/par/open-questions.md lists the switches)`);
  }
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { ...before, [name]: isScalar ? value : null };
}

/** Adds the options that all commands share. */
export function withCommonOptions(
  command: Command,
  { defaultUrl }: { readonly defaultUrl: string },
): Command {
  return command
    .option("--url <address>", "the pos-next server", readUrl, defaultUrl)
    .option("--shared-id <secret>", "SharedId to sign with", readSharedId, DEMO_SHARED_ID)
    .option("--organization <id>", "PAR's organization id", DEMO_ORGANIZATION_ID)
    .option("--location <id>", "PAR's location id", DEMO_LOCATION_ID)
    .option(
      "--switch <name=value>",
      "a guess made the other way, as on the connection; repeatable",
      readSwitch,
    )
    .option("--json", "print data instead of text", false);
}

/** Reads the shared options back from a command that has parsed its arguments. */
export function commonOptions(command: Command): CommonOptions {
  const given = command.opts<Omit<CommonOptions, "switches"> & { switch?: SwitchValues }>();
  const { switch: switches, ...rest } = given;
  return { ...rest, switches: parseSwitches(switches ?? {}) };
}
