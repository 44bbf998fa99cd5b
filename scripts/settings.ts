import { wordsIn } from "@parley/words";
import { SETTING_GROUPS, SETTINGS } from "../apps/api/src/settings/table.ts";

/** The table of settings as a file that people copy. */

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The text of `.env.example`. */
export function renderEnvExample(): string {
  const intro = [
    "# Copy to .env for `npm start`; a variable of the shell wins over a line here.",
    "# Nothing needs to be set: these are the defaults.",
    "# Written by `npm run env:example` from its table of settings.",
  ];
  const say = wordsIn("en")("settings");
  const groups = SETTING_GROUPS.map((group) => {
    const rows = SETTINGS.filter((setting) => setting.group === group).map(({ name, fallback }) =>
      [...wrap(say(`about.${name}`), 100).map((line) => `# ${line}`), `#${name}=${fallback ?? ""}`].join(
        "\n",
      ),
    );
    return [`## ${say(`group.${group}`)}`, ...rows].join("\n\n");
  });
  return `${[intro.join("\n"), ...groups].join("\n\n")}\n`;
}
