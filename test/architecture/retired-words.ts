import { listFiles, readText } from "./files.ts";

/**
 * Words that this repository gave up for a plainer one (the glossary in ARCHITECTURE.md says which), as a table.
 * Each row names what it means by an example that must be noticed, and lets ordinary English pass.
 */
export interface RetiredWord {
  /** What to say instead. */
  say: string;
  looksFor: RegExp;
  /** Texts that must be noticed. */
  planted: readonly string[];
  /** Texts that look alike and may stay. */
  fine: readonly string[];
}

export const RETIRED_WORDS: readonly RetiredWord[] = [
  {
    say: "test run",
    looksFor: /(?<!in the )evenings?(?![a-z])/i,
    planted: ["export class Evening {", "test/drills/evenings/kills.ts", "a bad evening at a POS"],
    fine: ["what became of it at eight in the evening"],
  },
  {
    say: "availability override",
    looksFor:
      /AvailabilityWord|(create)?WordCache|forgetWords|end(Timed|Pos)Words|\bwordIds?\b|WordTable|word-table|\bwhose word\b|\bwords? (about|for) (an |the |its |single |a store's )?items?\b|\b(operator|person|POS|till)(s'|'s)( own| newest)? words?\b(?! for)|\btimed words?\b/,
    planted: [
      "const words = createWordCache({ db });",
      "off-list: what is off, and whose word that is",
      "an operator's word takes it off",
    ],
    fine: ["in other words", "keywords", 'the POS\'s own word for "done"', "four words"],
  },
  {
    say: "availability status",
    looksFor: /\bStandings?\b|\bstandingsOf\b|\bstanding:|[a-z]Standing\b|\bStanded\b/,
    planted: ["export interface Standing {", "const { standing: status } = item;"],
    fine: ["a misunderstanding", "an outstanding call"],
  },
  {
    say: "cache",
    looksFor: /\bcreateHeld\b|\bHeld<|\bHeldOptions\b|\bstartHolding\b|menus\/held\.ts/,
    planted: ["createHeld<Menu>({ load })", "cache.startHolding();"],
    fine: ["the lock is held", "hold the line"],
  },
  {
    say: "unauthenticated caller",
    looksFor: /strangers?(?![a-z])/i,
    planted: ["ctx.strangers.refused(address)", "const STRANGER_BODY_MAX = 4096;", "sent by strangers"],
    fine: ["a strange reply", "estranged"],
  },
  {
    say: "apply",
    looksFor: /\b(lay|lays|laid|lie|lies|lying) over (the|a|stored) menu/i,
    planted: ["words are laid over the menu", "Lays over the menu what was said"],
    fine: ["a layover", "the tray lies on the table"],
  },
];

/** Where the glossary itself, the past and the rows above say a retired word. */
const EXEMPT = [
  /^CHANGELOG\.md$/,
  /^packages\/db\/migrations\//,
  /^test\/architecture\/retired-words\.ts$/,
  /^package-lock\.json$/,
];
const READ = /\.(ts|tsx|mts|mjs|md|graphql|json|sql|ya?ml)$/;

/** Where this file says the word, by line; its path counts as line 0. */
export function saidIn({ looksFor }: RetiredWord, file: { path: string; text: string }): string[] {
  return [file.path, ...file.text.split("\n")]
    .map((line, number) => ({ line, number }))
    .filter(({ line }) => looksFor.test(line))
    .map(({ line, number }) => `${file.path}:${number}: ${line.trim().slice(0, 160)}`);
}

/** Everything that is written for people or machines, with the glossary's list of retired words left out. */
export function readWritings(): { path: string; text: string }[] {
  return listFiles()
    .filter((path) => READ.test(path) && !EXEMPT.some((pattern) => pattern.test(path)))
    .map((path) => ({ path, text: withoutGlossary(path, readText(path)) }));
}

/** The last column of the glossary says what not to say. */
function withoutGlossary(path: string, text: string): string {
  return path === "ARCHITECTURE.md" ? text.replace(/^(\| .*\|)[^|]*\|$/gm, "$1") : text;
}
