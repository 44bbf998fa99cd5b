import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import type { DescribedSetting } from "../../settings/describe.ts";
import { type Result, table } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley settings` */
export function addSettingsCommand(program: Command, run: Run): void {
  program
    .command("settings")
    .description(
      "what this machine's environment and .env set, without secrets; a running API keeps what it began with",
    )
    .option("--changed", "only what is not the default")
    .action(run(list));
}

async function list({ settings }: Session, { changed = false }: { changed?: boolean }): Promise<Result> {
  const say = wordsIn("en")("settings");
  const shown = settings.filter(({ source }) => !changed || source !== "default");
  return {
    json: {
      settings: shown.map(({ name, value, fallback, isSecret, isSet, source }) => ({
        ...{ name, value, default: fallback, is_secret: isSecret, is_set: isSet, source },
      })),
    },
    text: table(
      shown,
      { variable: ({ name }) => name, value: shownValue, from: ({ source }) => say(`source.${source}`) },
      say("none"),
    ),
  };

  function shownValue({ value, isSecret, isSet }: DescribedSetting): string {
    if (isSecret && isSet) return say("secret");
    return value ?? say("notSet");
  }
}
