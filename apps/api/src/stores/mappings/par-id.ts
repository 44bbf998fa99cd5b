import { TEXT_MAX } from "@parley/limits";
import { idProblem } from "@parley/par-contract";
import type { Words } from "@parley/words";

type Say = Words<"imports">;

/** Why a text cannot be a PAR id, as a sentence; null where it can. */
export function checkParId(parId: string, say: Say): string | null {
  if (parId.includes("\ufffd")) return say("parId.lostCharacter");
  if (idProblem(parId) === null) return null;
  if (parId === "") return say("parId.empty");
  if (parId.length > TEXT_MAX.id) return say("parId.long", { max: TEXT_MAX.id });
  if (parId === "." || parId === "..") return say("parId.step");
  return say(parId.trim() === parId ? "parId.character" : "parId.blank");
}

/**
 * Why a PAR id of a file is not what PAR sends, as a sentence; null where it may be.
 * A spreadsheet writes a long number with an exponent and as many digits as fit: the others cannot be known.
 */
export function lossOf(parId: string, say: Say): string | null {
  const [, decimals = "", exponent] = /^[+-]?\d(?:[.,](\d+))?e\+(\d+)$/i.exec(parId) ?? [];
  if (exponent === undefined || Number(exponent) <= decimals.length) return null;
  return say("parId.lostDigits");
}

/**
 * What a person should look at about an id, as sentences; writes down what it looks like, for the rows after it.
 * @param book lines of the file so far, and the ids that are mapped, by what an id looks like
 */
export function doubtsAbout(
  { looks, alike }: { looks: Map<string, number>; alike: ReadonlyMap<string, string> },
  { parId, line }: { parId: string; line: number },
  say: Say,
): string[] {
  const made = doubtAboutParId(parId, say);
  const look = lookOf(parId);
  const earlier = looks.get(look);
  looks.set(look, line);
  const mapped = alike.get(look);
  return [
    ...(made === null ? [] : [made]),
    ...(earlier === undefined ? [] : [say("doubt.sameLook", { line: earlier })]),
    ...(mapped === undefined || mapped === parId ? [] : [say("doubt.mappedLook", { id: mapped })]),
  ];
}

/** What PAR could send and never does, because a spreadsheet made it of what somebody typed. */
const SPREADSHEET_MADE = [
  {
    looks: /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i,
    doubt: "shortened",
  },
  {
    looks: /^[1-9]\d{14}0+$/,
    doubt: "fifteenDigits",
  },
  { looks: /^=/, doubt: "formula" },
  {
    looks: /^#(?:REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|#+)$/i,
    doubt: "errorValue",
  },
  {
    looks: /^(?:\d{1,2}-)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-\d{2,4}$/i,
    doubt: "date",
  },
  {
    looks: /^\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/i,
    doubt: "date",
  },
  {
    looks: /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/,
    doubt: "date",
  },
  { looks: /^\d+[.,]0+$/, doubt: "decimals" },
  { looks: /^\d{1,3}(?:,\d{3})+$/, doubt: "separators" },
  { looks: /^(?:true|false|null|undefined|nan)$/i, doubt: "programValue" },
  {
    looks: /[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac/,
    doubt: "misread",
  },
] as const;

/** What makes a PAR id unlikely, though nothing forbids it, as a sentence; null where it looks like one. */
export function doubtAboutParId(parId: string, say: Say): string | null {
  const made = SPREADSHEET_MADE.find(({ looks }) => looks.test(parId));
  return made === undefined ? null : say(`doubt.${made.doubt}`);
}

/** Equal for ids that people would take for one. PAR's ids are compared by code unit, so they are two. */
export function lookOf(parId: string): string {
  return parId.normalize("NFKC").toLowerCase();
}
